// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_NODE_H
#define CDSLIB_FACE_OWNING_NODE_H

#include <cds/details/allocator.h>

#include <memory>
#include <type_traits>
#include <utility>

// The nodes in which a stack or a queue keeps the values that it owns.
namespace cds::container::details {

/// Tells a node that its value is to use this allocator, if it uses one.
template <class Alloc>
struct with_allocator {
    Alloc const& source;
};

/// `Link`, the node of an intrusive structure, with a value of type T. The value ends when it is
/// taken, the node later, when nobody looks at its link any more.
template <class Link, class T>
struct owning_node : Link {
    union {
        T m_value;
    };

    template <class... Args>
    explicit owning_node(std::in_place_t, Args&&... args) : m_value(std::forward<Args>(args)...) {}
    template <class Alloc, class... Args>
    explicit owning_node(with_allocator<Alloc> memory, Args&&... args)
        : m_value(std::make_obj_using_allocator<T>(memory.source, std::forward<Args>(args)...)) {}
    ~owning_node() {} // not the value

    void end_value() noexcept { std::destroy_at(std::addressof(m_value)); }
};

/// Ends the value of a node. The body of a lambda would ask for a complete T, also where the
/// container is a member of T.
template <class Node>
struct ends_value {
    void operator()(Node& n) const noexcept { n.end_value(); }
};

/// Ends a value that was taken out, when its taker has looked at it.
template <class Node>
class taken_value {
public:
    explicit taken_value(Node& n) noexcept : node_(n) {}
    ~taken_value() { node_.end_value(); }
    taken_value(taken_value const&) = delete;
    taken_value& operator=(taken_value const&) = delete;

    auto& operator*() const noexcept { return node_.m_value; }

private:
    Node& node_;
};

/// Ends the value and the node, which never was in a structure.
template <class Node, class Disposer>
struct discards {
    void operator()(Node* n) const {
        if constexpr (requires { n->end_value(); })
            n->end_value();
        Disposer()(n);
    }
};

/// Whether one allocator of this type does not know what another one has allocated.
template <class Alloc>
concept stateful_allocator = !std::allocator_traits<Alloc>::is_always_equal::value;

/// The allocator that a factory is made with, where it has one that has state.
template <class Factory>
struct memory_of {
    using type = void*;
    static constexpr bool has_state = false;
};
template <class Factory>
    requires requires { typename Factory::memory_type; }
struct memory_of<Factory> {
    using type = typename Factory::memory_type;
    static constexpr bool has_state = true;
};

/// Makes nodes with `Alloc`, and destroys them on any thread.
template <class Node, class Alloc>
struct node_factory {
    using allocator = cds::details::Allocator<Node, Alloc>;

    struct disposer {
        void operator()(Node* n) const { allocator().Delete(n); }
    };
    using discarder = discards<Node, disposer>;
    using owner = std::unique_ptr<Node, discarder>;

    /// Prepares a thread that takes nodes out for the nodes that it will dispose of.
    static void get_ready() noexcept {
        if constexpr (requires { allocator::get_ready(); })
            allocator::get_ready();
    }

    /// A node whose value is built from `args`; value-initialised if there are none.
    template <class... Args>
    static owner make(Args&&... args) {
        return owner(allocator().MoveNew(std::in_place, std::forward<Args>(args)...));
    }
};

/// A node, and behind it a copy of the allocator that made it, which has state, as
/// `std::pmr::polymorphic_allocator`: a retired node may outlive its container, and its disposer,
/// which has no state, finds the allocator there. What that refers to must live until the last node
/// has been disposed of, and take calls from several threads at once.
template <class Node, stateful_allocator Alloc>
struct carrier : Node {
    template <class... Args>
    explicit carrier(Alloc const& memory, Args&&... args)
        : Node(with_allocator<Alloc>{memory}, std::forward<Args>(args)...), source(memory) {}
    Alloc source;
};

/// The allocator that a factory makes its carriers with.
template <stateful_allocator Alloc>
class has_memory {
public:
    using memory_type = Alloc;

    has_memory() = default;
    explicit has_memory(Alloc const& memory) : memory_(memory) {}
    Alloc const& memory() const noexcept { return memory_; }

private:
    Alloc memory_{};
};

/// Makes nodes with copies of one allocator that has state.
template <class Node, stateful_allocator Alloc>
struct node_factory<Node, Alloc> : has_memory<Alloc> {
    using carrier = details::carrier<Node, Alloc>;
    using allocator = cds::details::Allocator<carrier, Alloc>;

    struct disposer {
        void operator()(Node* n) const {
            auto* const whole = static_cast<carrier*>(n);
            allocator(Alloc(whole->source)).Delete(whole);
        }
    };
    using discarder = discards<Node, disposer>;
    using owner = std::unique_ptr<Node, discarder>;

    using node_factory::has_memory::has_memory;

    static void get_ready() noexcept {}

    /// A node whose value is built from `args`, and from the allocator if it takes one.
    template <class... Args>
    owner make(Args&&... args) const {
        return owner(
            allocator(this->memory()).MoveNew(this->memory(), std::forward<Args>(args)...));
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_NODE_H
