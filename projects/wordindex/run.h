// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_RUN_H
#define CDSLIB_PROJECTS_WORDINDEX_RUN_H

#include "counting_thread.h"
#include "options.h"
#include "outcome.h"
#include "reading_thread.h"
#include "reclamation.h"
#include "vocabulary.h"
#include "workplace.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace wordindex {

/// One run of the program. Only `Map` differs between runs.
template <class Map>
class run {
    using gc = typename Map::gc;
    using clock = std::chrono::steady_clock;

public:
    run(options const& opt, documents& all) : opt_(opt), vocabulary_(sample_vocabulary(all)) {
        count_and_read(all);
        // The index and the queue are gone, and with them the last entries were retired.
        result_.drained = gc::drain(std::chrono::seconds(30));
        result_.at_end = reclamation_of<gc>();
        result_.largest_bound = std::max(result_.largest_bound, result_.at_end.bound);
    }

    [[nodiscard]] outcome const& result() const { return result_; }

private:
    void count_and_read(documents& all) {
        workplace<Map> place(all, opt_.queue);
        place.again = opt_.seconds != 0;
        place.evict = opt_.evict;
        // relaxed: the threads do not exist yet
        place.threads_counting.store(opt_.threads, std::memory_order_relaxed);

        std::deque<counting_thread<Map>> counting;
        std::deque<reading_thread<Map>> reading;
        clock::time_point const start = clock::now();
        {
            std::vector<std::jthread> readers;
            for (unsigned i = 1; i <= opt_.readers; ++i)
                readers.emplace_back(std::ref(reading.emplace_back(place, vocabulary_, i)));
            std::vector<std::jthread> counters;
            for (unsigned i = 0; i < opt_.threads; ++i)
                counters.emplace_back(std::ref(counting.emplace_back(place)));
            watch(place, counters, start);
        } // joins the counting threads, then stops and joins the readers
        result_.seconds = std::chrono::duration<double>(clock::now() - start).count();
        add_up(place, counting, reading);
    }

    /// Waits until all have counted: shows a line every second, samples the bound, ends the run
    /// in time.
    void watch(workplace<Map>& place, std::vector<std::jthread>& counters,
               clock::time_point start) {
        using namespace std::chrono_literals;
        clock::time_point const end = start + std::chrono::seconds(opt_.seconds);
        clock::time_point next_line = start + 1s;
        // relaxed: the join orders what matters
        while (place.threads_counting.load(std::memory_order_relaxed) != 0) {
            std::this_thread::sleep_for(20ms);
            clock::time_point const now = clock::now();
            reclamation const garbage = reclamation_of<gc>();
            result_.largest_bound = std::max(result_.largest_bound, garbage.bound);
            if (opt_.seconds != 0 && now >= end)
                for (std::jthread& counter : counters)
                    counter.request_stop();
            if (now >= next_line) {
                show(place, garbage, std::chrono::duration<double>(now - start).count());
                next_line += 1s;
            }
        }
    }

    void show(workplace<Map> const& place, reclamation const& garbage, double seconds) {
        auto const millions = [](figure const& n) { return static_cast<double>(n.get()) / 1e6; };
        std::fprintf(stderr,
                     "%5.0f s  %8.2f M words counted  %7zu in the index  %7.2f M evicted  "
                     "%6" PRIu64 " pending\n",
                     seconds, millions(place.words_counted), place.index.size(),
                     millions(place.words_evicted), garbage.pending);
    }

    void add_up(workplace<Map>& place, std::deque<counting_thread<Map>> const& counting,
                std::deque<reading_thread<Map>> const& reading) {
        place.index.for_each([this](std::string_view word, std::uint64_t times) {
            add_to(result_.totals, word, times);
        });
        for (counting_thread<Map> const& thread : counting)
            for (auto const& [word, times] : thread.evicted)
                add_to(result_.totals, word, times);
        for (reading_thread<Map> const& thread : reading) {
            result_.lookups += thread.lookups;
            result_.finds += thread.finds;
            result_.held_past_eviction += thread.held_past_eviction;
            result_.faults += thread.faults;
        }
        result_.documents_counted = place.documents_counted.get();
        result_.words = place.words_counted.get();
        result_.bytes = place.bytes_counted.get();
        result_.evicted = place.words_evicted.get();
    }

    options const& opt_;
    std::vector<std::string> const vocabulary_;
    outcome result_;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_RUN_H
