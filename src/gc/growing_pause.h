// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_GROWING_PAUSE_H
#define CDSLIB_SRC_GC_GROWING_PAUSE_H

#include <cds/algo/atomic.h>

#include <chrono>
#include <thread>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// Pauses that grow: the thread that is waited for may need the processor.
class growing_pause {
public:
    void pause() noexcept {
        if (++tries_ < 64)
            std::this_thread::yield();
        else
            std::this_thread::sleep_for(std::chrono::microseconds(50));
    }

private:
    unsigned tries_ = 0;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_GROWING_PAUSE_H
