// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_QUEUE_HISTORIES_H
#define CDSLIB_TEST_QUEUE_HISTORIES_H

#include <cds_test/linearizability.h>
#include <cds_test/seed.h>
#include <cds_test/threads.h>
#include <cds_test/traffic.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>

// What a queue says to three threads at once, held against its specification.
namespace cds_test {

/// One random operation of `self` on a queue: its `i`th.
template <class Spec, class Queue>
void operate(Queue& queue, recorder& log, std::size_t self, long i, std::uint64_t choice) {
    auto const thread = static_cast<unsigned>(self);
    long value = nothing;
    if (choice % 16 == 0)
        log.record(thread, Spec::empty, 0, 0, [&] { return queue.empty(); });
    else if (choice % 2 == 0)
        log.record(thread, Spec::put, 0, value_of(self, i),
                   [&] { return queue.push(value_of(self, i)); });
    else
        log.record(thread, Spec::take, 0, 0, [&] { return queue.pop(value), value; });
}

/// Many short histories of a fresh queue are linearizable to `Spec`.
template <class Spec, class Queue>
void check_histories_of() {
    std::size_t overlapping = 0;
    for (std::uint64_t round = 0; round < 100 * scale(); ++round) {
        Queue queue;
        recorder log(3);
        run_threads(3, [&](std::size_t self) {
            auto random = random_stream(round * 3 + self);
            for (long i = 0; i < 12; ++i)
                operate<Spec>(queue, log, self, i, random());
        });
        overlapping += overlaps(log.history());
        verdict const found = check_linearizable<Spec>(log.history());
        BOOST_TEST_REQUIRE(found.holds, found);
    }
    BOOST_TEST(overlapping > 0u); // or nothing was concurrent and nothing was shown
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_QUEUE_HISTORIES_H
