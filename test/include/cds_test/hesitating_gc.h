// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_HESITATING_GC_H
#define CDSLIB_TEST_HESITATING_GC_H

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

/// `GC` whose guards hesitate where races are lost: after they protect, between looking at a
/// structure and changing it, and before they publish what has been seen already.
template <class GC>
struct hesitating : GC {
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
