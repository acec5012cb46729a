// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_WAITING_GATE_H
#define CDSLIB_STRUCTURES_WAITING_GATE_H

#include <cds/algo/atomic.h>
#include <cds/details/concepts.h>
#include <cds/gc/core/fence.h>

namespace cds::container::details {

/// A gate that many threads pass until one closes it for ever. It can then tell whether all have
/// left that passed it before.
///
///   algorithm      a hazard pointer: who passes protects the gate as if it were an object, close()
///                  unlinks it, and it is sealed when nobody protects it any more
///   progress       passing is wait-free when a guard is at hand, and writes nothing that others
///                  write; close() is wait-free; seal() waits for nobody: O(hazard slots)
///   guards         1: the gate
///   invariants     I1  a gate that is closed is not opened again
///                  I2  where it is sealed, nobody is inside, and nobody will be: by the fences in
///                      protect() and seal(), a thread that passes sees that the gate is closed, or
///                      is seen to be inside
template <class GC>
class gate {
    static_assert(concepts::hazard_policy<GC>,
                  "the gc of a gate must be a policy: cds::gc::DHP, HP or their like");

public:
    gate() noexcept : self_(this) {}
    gate(gate const&) = delete;
    gate& operator=(gate const&) = delete;

    /// Passes the gate, and is inside as long as it lives; false if it is closed. Throws what a
    /// guard throws.
    class pass {
    public:
        explicit pass(gate const& g) {
            // [WG1] protect-load <- [WG2]: who is told that it is closed knows what its closer did
            is_inside_ = guard_.protect(g.self_) != nullptr;
        }
        explicit operator bool() const noexcept { return is_inside_; }

    private:
        typename GC::Guard guard_;
        bool is_inside_;
    };

    void close() noexcept {
        // [WG2] release-store -> [WG1, WG3]: what its closer did before
        self_.store(nullptr, atomics::memory_order_release); // I1
    }

    bool is_open() const noexcept {
        // [WG3] acquire-load <- [WG2]: what its closer did; and a fence after this shows to all
        // threads that the gate is closed
        return self_.load(atomics::memory_order_acquire) != nullptr;
    }

    /// What seal() has found out.
    enum class state {
        sealed,   ///< nobody is inside
        occupied, ///< somebody is inside still
        unknown   ///< the system has refused the fence that would tell
    };

    /// Seals the gate, which the caller has seen closed, if nobody is inside.
    state seal() noexcept {
        if (!gc::core::heavy_fence())
            return state::unknown;
        if (GC::is_protected(this))
            return state::occupied;
        // [WG4] release-store -> [WG5]: what those who were inside have done
        is_sealed_.store(true, atomics::memory_order_release); // I2
        return state::sealed;
    }

    bool is_sealed() const noexcept {
        // [WG5] acquire-load <- [WG4]: what those who were inside have done is seen
        return is_sealed_.load(atomics::memory_order_acquire);
    }

private:
    atomics::atomic<gate const*> self_;
    atomics::atomic<bool> is_sealed_{false};
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_WAITING_GATE_H
