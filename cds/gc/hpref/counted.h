// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_HPREF_COUNTED_H
#define CDSLIB_GC_HPREF_COUNTED_H

#include <cds/algo/atomic.h>
#include <cds/details/defs.h>

#include <cassert>
#include <concepts>
#include <cstddef>

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

private:
    atomics::atomic<std::size_t> n_{1};
};

/// What gc::hpref asks of an object: an own count may take the place of `counted_node`.
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

/// Base of `T` with a reference count of 1; `Disposer()(T*)` releases the object when it is 0,
/// on the thread that drops the last reference.
template <class T, class Disposer = delete_object>
class counted_node {
public:
    /// The caller has a reference or a hazard. Wait-free.
    void add_reference() noexcept { count_.add(); }
    /// The caller's reference ends, and with the last one the object. Wait-free but for the
    /// disposer.
    void drop_reference() noexcept {
        if (count_.drop())
            Disposer()(static_cast<T*>(this));
    }
    /// A hint.
    std::size_t references() const noexcept { return count_.read(); }

protected:
    counted_node() noexcept = default;
    counted_node(counted_node const&) noexcept = default;
    counted_node& operator=(counted_node const&) noexcept = default;
    ~counted_node() = default;

private:
    reference_count count_;
};

/// The same with the release function chosen for each object.
class counted_node_with_function {
public:
    using release_function = void (*)(counted_node_with_function*);

    void add_reference() noexcept { count_.add(); }
    void drop_reference() noexcept {
        if (count_.drop())
            release_(this);
    }
    std::size_t references() const noexcept { return count_.read(); }

protected:
    explicit counted_node_with_function(release_function release) noexcept : release_(release) {}
    ~counted_node_with_function() = default;

private:
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
