// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "report.h"

#include "recount.h"

#include <algorithm>
#include <atomic>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <iomanip>
#include <string>
#include <utility>
#include <vector>

namespace wordindex {

namespace {

using ranking = std::vector<std::pair<std::string, std::uint64_t>>;

/// Orders by count, then by the alphabet.
ranking most_frequent(counts const& totals, unsigned how_many) {
    ranking words(totals.begin(), totals.end());
    auto const middle =
        words.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(how_many, words.size()));
    std::partial_sort(words.begin(), middle, words.end(), [](auto const& a, auto const& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    words.erase(middle, words.end());
    return words;
}

double per_second(std::uint64_t events, outcome const& out) {
    return out.seconds > 0 ? static_cast<double>(events) / out.seconds / 1e6 : 0;
}

std::size_t unreadable(documents const& all) {
    return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](document const& doc) {
        // relaxed: the threads that wrote it have been joined
        return doc.unreadable.load(std::memory_order_relaxed);
    }));
}

bool check(bool good, std::string const& what) {
    std::printf("  %-6s %s\n", good ? "ok" : "FAILED", what.c_str());
    return good;
}

bool check_counts(documents const& all, outcome const& out) {
    std::vector<std::string> const wrong = differences(out.totals, recount(all));
    bool const good =
        check(wrong.empty(), "all " + std::to_string(out.totals.size()) +
                                 " counts equal those of one thread with std::unordered_map");
    for (std::size_t i = 0; i < std::min<std::size_t>(wrong.size(), 5); ++i)
        std::printf("         %s\n", wrong[i].c_str());
    if (wrong.size() > 5)
        std::printf("         and %zu more\n", wrong.size() - 5);
    return good;
}

} // namespace

void print_plan(options const& opt, documents const& all) {
    std::printf("%zu documents, cds::gc::%s, --map=%s, --queue=%s, %u counting, %u looking up, "
                "%s, %s\n",
                all.size(), opt.gc == collector::hp ? "HP" : "DHP", std::string(opt.map).c_str(),
                std::string(opt.queue).c_str(), opt.threads, opt.readers,
                opt.evict ? "rare words are evicted" : "no eviction",
                opt.seconds != 0 ? (std::to_string(opt.seconds) + " s").c_str() : "each file once");
    std::fflush(stdout); // before the progress lines, which go elsewhere
}

void print_outcome(options const& opt, documents const& all, outcome const& out) {
    std::printf("\nmost frequent words\n");
    for (auto const& [word, times] : most_frequent(out.totals, opt.top))
        std::printf("  %10" PRIu64 "  %s\n", times, word.c_str());

    std::printf("\nwork done in %.2f s\n", out.seconds);
    std::printf("  counted     %" PRIu64 " documents, %.1f MB, %.2f M words: %.2f M words/s\n",
                out.documents_counted, static_cast<double>(out.bytes) / 1e6,
                static_cast<double>(out.words) / 1e6, per_second(out.words, out));
    std::printf("  looked up   %.2f M times, %.2f M found: %.2f M look-ups/s\n",
                static_cast<double>(out.lookups) / 1e6, static_cast<double>(out.finds) / 1e6,
                per_second(out.lookups, out));
    std::printf("  evicted     %" PRIu64 " entries, %" PRIu64 " of them while a reader held them\n",
                out.evicted, out.held_past_eviction);
    if (std::size_t const skipped = unreadable(all); skipped != 0)
        std::printf("  left out    %zu documents that could not be read to their end\n", skipped);

    reclamation const& gc = out.at_end;
    std::printf("\nreclamation%s\n",
                gc.full_fences ? " (full fences: no process-wide barrier)" : "");
    std::printf("  retired     %" PRIu64 ", reclaimed %" PRIu64 " in %" PRIu64 " scans\n",
                gc.retired, gc.reclaimed, gc.scans);
    std::printf("  pending     %" PRIu64 " at most, %" PRIu64 " allowed by the bound, %" PRIu64
                " now\n",
                gc.peak_pending, out.largest_bound, gc.pending);
}

bool print_checks(documents const& all, outcome const& out) {
    std::printf("\nchecks\n");
    reclamation const& gc = out.at_end;
    bool good = check_counts(all, out);
    good &= check(out.faults == 0, "no reader saw a foreign or shrinking entry");
    good &= check(out.drained && gc.pending == 0 && gc.retired == gc.reclaimed,
                  "everything retired was reclaimed, once");
    good &= check(gc.peak_pending <= out.largest_bound, "garbage stayed within the bound");
    return good;
}

void write_counts(std::ostream& to, counts const& totals) {
    ranking words(totals.begin(), totals.end());
    std::sort(words.begin(), words.end());
    for (auto const& [word, times] : words)
        to << std::setw(7) << times << ' ' << word << '\n';
}

} // namespace wordindex
