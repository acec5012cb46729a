// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HPREF_COUNTED_H
#define CDSLIB_GC_HPREF_COUNTED_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

/// Objects that carry a reference count.
namespace cds::gc::core::inline CDS_ATOMICS_TAG {

/// Starts at 1, the initial reference. Never rises from 0: whoever adds a reference has one, or a
/// hazard that keeps the initial one from being dropped.
class reference_count {
public:
    constexpr reference_count() noexcept = default;
    /// A copy of the object has its own count.
    constexpr reference_count(reference_count const&) noexcept {}
    reference_count& operator=(reference_count const&) noexcept { return *this; }
    ~reference_count() { assert(read() <= 1 && "destroyed while it is referenced"); }

    void add() noexcept {
        // relaxed: who adds holds the object already; [HC1] orders its end
        [[maybe_unused]] std::size_t const old = n_.fetch_add(1, atomics::memory_order_relaxed);
        assert(old != 0 && "a reference to an object that is being released");
    }

    /// True if it was the last one.
    [[nodiscard]] bool drop() noexcept {
        // [HC1] acq_rel-fetch_sub <-> [HC1]: every holder's last access, before the release
        std::size_t const old = n_.fetch_sub(1, atomics::memory_order_acq_rel);
        assert(old != 0 && "dropped more references than there were");
        return old == 1;
    }

    std::size_t read() const noexcept {
        // relaxed: a hint
        return n_.load(atomics::memory_order_relaxed);
    }

    /// \name After the last drop() the word is free, and of use to whoever releases the object
    ///@{
    void keep(void* p) noexcept {
        // relaxed: nobody else's since [HC1]
        n_.store(reinterpret_cast<std::uintptr_t>(p), atomics::memory_order_relaxed);
    }
    /// What was kept. The count is 0 again.
    void* take_back() noexcept {
        // relaxed: nobody else's since [HC1]
        auto const p = n_.load(atomics::memory_order_relaxed);
        // relaxed: as above
        n_.store(0, atomics::memory_order_relaxed);
        return reinterpret_cast<void*>(p);
    }
    ///@}

private:
    atomics::atomic<std::uintptr_t> n_{1};
};

static_assert(sizeof(std::uintptr_t) >= sizeof(std::size_t), "a word counts or points");

/// Releases objects one after the other: an object of kind `Node` that is to be released in the
/// midst of the release of another is left to that one. So the references between objects may
/// form a chain of any length: it takes no memory, and no more stack than there are kinds.
template <class Node>
class releases {
public:
    static void run(Node& node) noexcept {
        queue& mine = of_thread_;
        if (mine.under_way) {
            node.count_.keep(std::exchange(mine.first, &node));
            return;
        }
        mine.under_way = true;
        for (Node* next = &node; next != nullptr; next = mine.take())
            next->release_object();
        mine.under_way = false;
    }

private:
    struct queue {
        Node* take() noexcept {
            Node* const node = first;
            if (node != nullptr)
                first = static_cast<Node*>(node->count_.take_back());
            return node;
        }

        bool under_way = false;
        Node* first = nullptr;
    };
    static inline constinit thread_local queue of_thread_{};
};

/// What gc::hpref asks of an object: an own count may take the place of `counted_node`. If classes
/// derive from one that counts, let it name itself `counted_type`, see check_hazard_type().
template <class T>
concept reference_counted = requires(T& object) {
    { object.add_reference() } noexcept;
    { object.drop_reference() } noexcept; ///< releases the object if it was the last
};

/// The disposer that deletes.
struct delete_object {
    template <class T>
    void operator()(T* p) const noexcept {
        delete p;
    }
};

/// A hazard and a scan compare addresses, so all have to know the object by the same one.
template <class T>
constexpr void check_hazard_type() noexcept {
    if constexpr (requires { typename T::counted_type; })
        static_assert(std::same_as<T, typename T::counted_type>,
                      "a hazard knows an object by the address of its counted type: "
                      "convert the pointer to T::counted_type* first");
}

/// Base of `T` with a reference count of 1; `Disposer()(T*)` releases the object when it is 0,
/// on the thread that drops the last reference. If that is in the midst of the release of another
/// `T`, then right after it.
template <class T, class Disposer = delete_object>
class counted_node {
public:
    using counted_type = T;

    /// The caller has a reference or a hazard. Wait-free.
    void add_reference() noexcept { count_.add(); }
    /// The caller's reference ends, and with the last one the object. Wait-free but for the
    /// disposer.
    void drop_reference() noexcept {
        if (count_.drop())
            releases<counted_node>::run(*this);
    }
    /// A hint.
    std::size_t references() const noexcept { return count_.read(); }

protected:
    counted_node() noexcept = default;
    counted_node(counted_node const&) noexcept = default;
    counted_node& operator=(counted_node const&) noexcept = default;
    ~counted_node() = default;

private:
    friend class releases<counted_node>;
    void release_object() noexcept { Disposer()(static_cast<T*>(this)); }

    reference_count count_;
};

/// The same with the release function chosen for each object. All uses of an object have to name
/// it by one type.
class counted_node_with_function {
public:
    using release_function = void (*)(counted_node_with_function*);

    void add_reference() noexcept { count_.add(); }
    void drop_reference() noexcept {
        if (count_.drop())
            releases<counted_node_with_function>::run(*this);
    }
    std::size_t references() const noexcept { return count_.read(); }

protected:
    explicit counted_node_with_function(release_function release) noexcept : release_(release) {}
    ~counted_node_with_function() = default;

private:
    friend class releases<counted_node_with_function>;
    void release_object() noexcept { release_(this); }

    reference_count count_;
    release_function release_;
};

/// Disposer for containers and for `GC::retire`: a scan of another policy that finds nobody
/// guarding the object drops the initial reference.
struct drop_initial_reference {
    template <reference_counted T>
    void operator()(T* p) const noexcept {
        p->drop_reference();
    }
};

} // namespace cds::gc::core::inline CDS_ATOMICS_TAG

namespace cds::gc {
using core::drop_initial_reference;
using core::reference_counted;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_HPREF_COUNTED_H
