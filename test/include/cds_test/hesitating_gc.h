// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_HESITATING_GC_H
#define CDSLIB_TEST_HESITATING_GC_H

#include <cds/algo/atomicity.h>

#include <cstddef>
#include <thread>
#include <utility>

// Threads that are interrupted where it hurts, also on a machine with few processors.
namespace cds_test {

/// Every few calls gives up the processor.
inline void hesitate() {
    static thread_local unsigned calls = 0;
    if (++calls % 3 == 0)
        std::this_thread::yield();
}

/// Hesitates where items are counted: between looking for a place and linking an item there, and
/// between marking an item and unlinking it.
struct hesitating_counter : cds::atomicity::item_counter {
    std::size_t operator++() {
        hesitate();
        return item_counter::operator++();
    }
    std::size_t operator--() {
        hesitate();
        return item_counter::operator--();
    }
};

/// `GC` that hesitates where races are lost: after protecting, between looking at a structure and
/// changing it, and before publishing what has been seen already.
template <class GC>
struct hesitating : GC {
    static void reserve_retire(std::size_t n) {
        hesitate();
        GC::reserve_retire(n);
    }

    class Guard : public GC::Guard {
    public:
        using GC::Guard::Guard;

        template <class... Args>
        auto protect(Args&&... args) {
            auto const found = GC::Guard::protect(std::forward<Args>(args)...);
            hesitate();
            return found;
        }
    };

    template <std::size_t N>
    class GuardArray : public GC::template GuardArray<N> {
    public:
        template <class... Args>
        auto protect(std::size_t i, Args&&... args) {
            auto const found = GC::template GuardArray<N>::protect(i, std::forward<Args>(args)...);
            hesitate();
            return found;
        }
        void publish(std::size_t i, void const* p) noexcept {
            hesitate();
            GC::template GuardArray<N>::publish(i, p);
        }
    };
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_HESITATING_GC_H
