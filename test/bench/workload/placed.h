// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_PLACED_H
#define CDS_BENCH_WORKLOAD_PLACED_H

#include <cstddef>
#include <cstdlib>

namespace bench {

// A shared word in one of the 64 cache lines of a page. A store to an address that equals a load's
// in its low 12 bits holds the load up; whether a hazard slot and the word that it protects lie so
// is chance, and doubles the cost of a protect. The runner changes BENCH_PLACE with each
// repetition, for all contenders alike, so that the median is free of it and the spread shows it.
template <class Word>
class placed {
public:
    Word& get() {
        char const* const place = std::getenv("BENCH_PLACE");
        return lines_[place != nullptr ? std::strtoul(place, nullptr, 10) % lines : 0].word;
    }

private:
    static constexpr std::size_t lines = 64;

    struct alignas(64) line {
        Word word{};
    };

    alignas(4096) line lines_[lines];
};

// The one of this program; it points to a first object from the beginning.
template <class Word, class Object>
Word& shared_word() {
    static placed<Word> all;
    static Word& word = []() -> Word& {
        all.get().store(new Object{});
        return all.get();
    }();
    return word;
}

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_PLACED_H
