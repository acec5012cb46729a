// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_RCU_TYPES_H
#define CDSLIB_TEST_RCU_TYPES_H

#include <cds/urcu/general_buffered.h>
#include <cds/urcu/general_instant.h>
#include <cds/urcu/general_threaded.h>
#include <cds/urcu/signal_buffered.h>

#include <cds_test/disposer.h>
#include <cds_test/threads.h>

#include <atomic>
#include <thread>
#include <tuple>

namespace rcu_test {

namespace urcu = cds::urcu;
using namespace cds_test;

// A flavour over a domain of its own, with the smallest capacities.
template <urcu::details::reclaim_when When>
struct tiny_domain : cds::gc::own_domain<tiny_domain<When>> {
    static constexpr cds::gc::domain_options options = [] {
        cds::gc::domain_options o = urcu::details::options_for(When, 4);
        o.block_capacity = 2;
        o.line_slots = 2;
        o.cache_slots = 2;
        o.threshold = 4;
        o.fallback_table = 4;
        o.dispose_period = 1;
        o.dispose_burst = 2;
        return o;
    }();
};
template <urcu::details::reclaim_when When>
using tiny = urcu::details::rcu<tiny_domain<When>, When>;

using instant = urcu::gc<urcu::general_instant<>>;
using buffered = urcu::gc<urcu::general_buffered<>>;
using threaded = urcu::gc<urcu::general_threaded<>>;
using by_signal = urcu::gc<urcu::signal_buffered<>>;
using tiny_instant = tiny<urcu::details::reclaim_when::at_once>;
using tiny_buffered = tiny<urcu::details::reclaim_when::in_batches>;

using flavours = std::tuple<instant, buffered, threaded, by_signal>;
using all = std::tuple<instant, buffered, threaded, by_signal, tiny_instant, tiny_buffered>;

// A thread that stays in a read section until it is told to leave it.
template <class RCU>
class reader {
public:
    reader()
        : thread_([this] {
              typename RCU::scoped_lock const section;
              inside_ = true;
              while (!go_)
                  std::this_thread::yield();
          }) {
        while (!inside_)
            std::this_thread::yield();
    }
    ~reader() {
        leave();
        thread_.join();
    }
    void leave() { go_ = true; }

private:
    std::atomic<bool> inside_{false};
    std::atomic<bool> go_{false};
    std::thread thread_;
};

} // namespace rcu_test

#endif // #ifndef CDSLIB_TEST_RCU_TYPES_H
