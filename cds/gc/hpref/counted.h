// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HPREF_COUNTED_H
#define CDSLIB_GC_HPREF_COUNTED_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>
#include <cds/user_setup/threading.h>

#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

/// Objects that carry a reference count.
namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// A count that starts at 1, the initial reference, and never rises from 0: a thread that adds a
/// reference has one already, or has a hazard that keeps the initial one from being dropped.
///
/// The word counts in twos. Its lowest bit says that the object is retired, where assertions are
/// on. The count is the same with and without them, and so is the code that counts.
class reference_count {
public:
    constexpr reference_count() noexcept = default;
    /// A copy of the object has its own count.
    constexpr reference_count(reference_count const&) noexcept {}
    reference_count& operator=(reference_count const&) noexcept { return *this; }
    ~reference_count() { assert(read() <= 1 && "destroyed while it is referenced"); }

    void add() noexcept {
        // relaxed: the caller holds the object already; [HC1] orders the end of this reference
        [[maybe_unused]] auto const old = word_.fetch_add(one, atomics::memory_order_relaxed);
        assert(old >= one && "a reference to an object that is being released");
    }

    /// Returns true if the reference was the last one.
    [[nodiscard]] bool drop() noexcept {
        // [HC1] acq_rel-fetch_sub <-> [HC1]: every holder's last access comes before the release
        auto const old = word_.fetch_sub(one, atomics::memory_order_acq_rel);
        assert(old >= one && "dropped more references than there were");
        return old < 2 * one;
    }

    std::size_t read() const noexcept {
        // relaxed: a hint
        return word_.load(atomics::memory_order_relaxed) / one;
    }

    /// \name Whether the object is retired. Only assertions use this
    ///@{
    /// Returns false if it was marked already.
    bool mark_retired() noexcept {
        // relaxed: it finds a second caller in the same thread or at the same time
        return (word_.fetch_or(retired, atomics::memory_order_relaxed) & retired) == 0;
    }
    void unmark_retired() noexcept {
        // relaxed: the retire that marked the object has not taken it
        word_.fetch_and(~retired, atomics::memory_order_relaxed);
    }
    ///@}

    /// \name After the last drop() the word is free for the thread that releases the object
    ///@{
    void keep(void* p) noexcept {
        // relaxed: no other thread uses it since [HC1]
        word_.store(reinterpret_cast<std::uintptr_t>(p), atomics::memory_order_relaxed);
    }
    /// Returns what was kept. The count is 0 again.
    void* take_back() noexcept {
        // relaxed: no other thread uses it since [HC1]
        auto const p = word_.load(atomics::memory_order_relaxed);
        // relaxed: as above
        word_.store(0, atomics::memory_order_relaxed);
        return reinterpret_cast<void*>(p);
    }
    ///@}

private:
    static constexpr std::uintptr_t retired = 1;
    static constexpr std::uintptr_t one = 2;

    atomics::atomic<std::uintptr_t> word_{one};
};

static_assert(sizeof(std::uintptr_t) >= sizeof(std::size_t), "a word counts or points");

/// Releases objects one after the other: if an object of kind `Node` is to be released during the
/// release of another, it waits until that is done. So the references between objects may form a
/// chain of any length: releasing it takes no memory, and no more stack than there are kinds.
template <class Node>
class releases {
public:
    static void run(Node& node) noexcept {
        queue& mine = of_thread();
        if (mine.under_way) {
            node.hpref_count_.keep(std::exchange(mine.first, &node));
            return;
        }
        mine.under_way = true;
        for (Node* next = &node; next != nullptr; next = mine.take())
            next->hpref_release_();
        mine.under_way = false;
    }

private:
    struct queue {
        Node* take() noexcept {
            Node* const node = first;
            if (node != nullptr)
                first = static_cast<Node*>(node->hpref_count_.take_back());
            return node;
        }

        bool under_way = false;
        Node* first = nullptr;
    };
    CDS_ASKED_ANEW static queue& of_thread() noexcept { return CDS_OF_THIS_THREAD(of_thread_); }

    static inline constinit thread_local queue of_thread_{};
};

/// What gc::hpref requires of an object: a count of the program's own may take the place of
/// `counted_node`. If classes derive from one that counts, that one should name itself
/// `counted_type`, see check_hazard_type(). Pointers to const objects need const functions: the
/// count is no part of an object's value.
template <class T>
concept reference_counted = requires(T& object) {
    { object.add_reference() } noexcept;
    { object.drop_reference() } noexcept; ///< releases the object with the last one
};

/// A disposer that deletes the object.
struct delete_object {
    template <class T>
    void operator()(T* p) const noexcept {
        delete p;
    }
};

/// A hazard and a scan compare addresses, so both must know the object by the same address.
template <class T>
constexpr void check_hazard_type() noexcept {
    if constexpr (requires { typename T::counted_type; })
        static_assert(std::same_as<std::remove_cv_t<T>, typename T::counted_type>,
                      "a hazard knows an object by the address of its counted type: "
                      "convert the pointer to T::counted_type* first");
}

/// The functions of an object that counts; its base `Node` knows how to release it. They are
/// const, because holding an object does not change it. All other members have unusual names: a
/// class finds the names of all its bases, also of private ones, and they must not be ambiguous.
template <class Node>
class hpref_counted {
public:
    /// The caller has a reference or a hazard. Wait-free.
    void add_reference() const noexcept { hpref_count_.add(); }
    /// Ends the caller's reference, and with the last one the object. Wait-free apart from the
    /// disposer.
    void drop_reference() const noexcept {
        if (hpref_count_.drop())
            releases<Node>::run(const_cast<Node&>(static_cast<Node const&>(*this)));
    }
    /// Returns a hint of the count.
    std::size_t references() const noexcept { return hpref_count_.read(); }

protected:
    hpref_counted() noexcept = default;
    hpref_counted(hpref_counted const&) noexcept = default;
    hpref_counted& operator=(hpref_counted const&) noexcept = default;
    ~hpref_counted() = default;

private:
    friend class releases<Node>;
    friend class retiring;

    mutable reference_count hpref_count_;
};

/// Base of `T` with a reference count of 1. When the count is 0, `Disposer()(T*)` releases the
/// object, on the thread that drops the last reference; if that happens during the release of
/// another `T`, right after it.
template <class T, class Disposer = delete_object>
class counted_node : public hpref_counted<counted_node<T, Disposer>> {
public:
    using counted_type = T;

protected:
    counted_node() noexcept = default;
    counted_node(counted_node const&) noexcept = default;
    counted_node& operator=(counted_node const&) noexcept = default;
    ~counted_node() = default;

private:
    friend class releases<counted_node>;
    void hpref_release_() noexcept { Disposer()(static_cast<T*>(this)); }
};

/// Such a base with a release function chosen for each object. All uses of an object must name it
/// by one type.
class counted_node_with_function : public hpref_counted<counted_node_with_function> {
public:
    using release_function = void (*)(counted_node_with_function*);

protected:
    explicit counted_node_with_function(release_function release) noexcept
        : hpref_function_(release) {}
    ~counted_node_with_function() = default;

private:
    friend class releases<counted_node_with_function>;
    void hpref_release_() noexcept { hpref_function_(this); }

    release_function hpref_function_;
};

/// Detects, where assertions are on, that an object is retired twice; its count has to be one of
/// the bases above. Without assertions it is the same class, and does nothing.
class retiring {
public:
    template <class T>
    explicit retiring([[maybe_unused]] T* p) noexcept {
#if !defined(NDEBUG)
        if constexpr (requires { count_of(*p); }) {
            count_ = &count_of(*p);
            assert(count_->mark_retired() && "this object is retired already");
        }
#endif
    }
    retiring(retiring const&) = delete;
    retiring& operator=(retiring const&) = delete;
    /// The object may be retired again if it was not taken.
    ~retiring() {
        if (count_ != nullptr)
            count_->unmark_retired();
    }
    /// Once taken, the object may be released at any time, so it is not looked at any more.
    void taken() noexcept { count_ = nullptr; }

private:
    template <class Node>
    static reference_count& count_of(hpref_counted<Node> const& object) noexcept {
        return object.hpref_count_;
    }

    reference_count* count_ = nullptr;
};

/// A disposer for containers and for `GC::retire`: a scan of another policy that finds the object
/// unguarded drops the initial reference.
struct drop_initial_reference {
    template <reference_counted T>
    void operator()(T* p) const noexcept {
        p->drop_reference();
    }
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

namespace cds::gc {
using core::drop_initial_reference;
using core::reference_counted;
} // namespace cds::gc

#endif // #ifndef CDSLIB_GC_HPREF_COUNTED_H
