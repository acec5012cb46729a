// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_STACK_H
#define CDSLIB_FACE_OWNING_STACK_H

#include <cds/details/counted_size.h>
#include <cds/details/value_bag.h>
#include <cds/face/concepts.h>
#include <cds/face/owning_node.h>

#include <cstddef>
#include <functional>
#include <utility>

namespace cds::container::details {

/// The interface of a stack of values, over an intrusive stack of their nodes.
///
/// `Stack` offers `push(node&)` and `pop_with(f)`, which retires the node and calls `f(node&)`
/// while it cannot be disposed of; its disposer is that of `Factory`. What a throwing value,
/// allocator or functor leaves behind, and when a popped value is destroyed: as in owning_queue.h.
template <class Stack, class T, class Factory>
class owning_stack : public Stack,
                     public cds::details::value_bag<owning_stack<Stack, T, Factory>, T>,
                     public cds::details::counted_size<owning_stack<Stack, T, Factory>,
                                                       typename Stack::item_counter> {
    using sized = cds::details::counted_size<owning_stack, typename Stack::item_counter>;
    friend sized;
    static_assert(stack_of<Stack>);
    using bag = cds::details::value_bag<owning_stack, T>;
    using node = typename Stack::value_type;

public:
    using value_type = T;

    using Stack::Stack;
    owning_stack() = default;
    /// Nodes come from `memory` and from copies of it; each node keeps one.
    explicit owning_stack(typename memory_of<Factory>::type const& memory)
        requires memory_of<Factory>::has_state
        : nodes_(memory) {}
    ~owning_stack() { Stack::for_each_quiescent(end_value); }

    /// Puts a copy of `val` on top; always true.
    bool push(value_type const& val) { return emplace(val); }
    /// Moves `val` to the top; always true.
    bool push(value_type&& val) { return emplace(std::move(val)); }

    /// Puts a value built from `args` on top; always true.
    template <class... Args>
    bool emplace(Args&&... args) {
        typename Factory::owner fresh = nodes_.make(std::forward<Args>(args)...);
        return Stack::push(*fresh, [&fresh]() noexcept { (void)fresh.release(); });
    }

    using bag::pop;
    /// Moves the top value to `dest`; false, and `dest` untouched, if there is none.
    bool pop(value_type& dest) {
        return pop_with([&dest](value_type& src) { dest = std::move(src); });
    }

    /// Takes the top value off and calls `f(T&)` with it; false if there is none.
    template <class F>
    bool pop_with(F&& f) {
        Factory::get_ready();
        return Stack::pop_with(
            [&f](node& top) { std::invoke(std::forward<F>(f), *taken_value<node>(top)); });
    }

    using sized::size;

    /// Takes and destroys all values that are in the stack at one moment; as the intrusive clear().
    void clear() {
        Factory::get_ready();
        Stack::clear_with(end_value);
    }

private:
    static constexpr ends_value<node> end_value{};

    std::size_t counted() const noexcept { return Stack::size(); }

    [[no_unique_address]] Factory nodes_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_STACK_H
