// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a debug build refuses.

#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/container/waiting.h>
#include <cds_test/misuse.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#if defined(NDEBUG)
#    error "this program is about assertions"
#endif

namespace {

std::atomic<bool> asleep{false};

/// Says that somebody sleeps, or is about to with the lock in its hands.
struct telling_condition : std::condition_variable {
    void wait(std::unique_lock<std::mutex>& hold) {
        asleep = true;
        std::condition_variable::wait(hold);
    }
};
struct telling : cds::container::waiting_queue::traits {
    using condition = telling_condition;
};
using queue = cds::container::waiting<cds::container::VyukovMPMCCycleQueue<int>, telling>;

void wait_until_asleep() {
    while (!asleep)
        std::this_thread::yield();
}

void end_the_queue_beside_one_who_waits_for_a_value() {
    auto q = std::make_unique<queue>(2);
    std::thread([&q] { q->pop(); }).detach();
    wait_until_asleep();
    q.reset();
}
void end_the_queue_beside_one_who_waits_for_room() {
    auto q = std::make_unique<queue>(2);
    q->push(1);
    q->push(2);
    std::thread([&q] { q->push(3); }).detach();
    wait_until_asleep();
    q.reset();
}
void end_a_closed_queue() {
    auto q = std::make_unique<queue>(2);
    std::thread waits([&q] { q->pop(); });
    wait_until_asleep();
    q->close();
    waits.join();
    q.reset();
}

} // namespace

int main() {
    char const* const message = "destroyed while somebody waits";
    return cds_test::each_ends_as_it_should(
        {{"the end of a queue beside one who waits for a value",
          end_the_queue_beside_one_who_waits_for_a_value, message},
         {"the end of a queue beside one who waits for room",
          end_the_queue_beside_one_who_waits_for_room, message},
         {"the end of a queue that was closed", end_a_closed_queue}});
}
