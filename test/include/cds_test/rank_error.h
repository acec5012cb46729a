// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_RANK_ERROR_H
#define CDSLIB_TEST_RANK_ERROR_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

// How far a priority queue is from a strict one: the rank of a value that comes out is how many
// greater ones are in the queue at that moment.
namespace cds_test {

/// A set of numbers below a limit that counts how many are greater than another (P. Fenwick, 1994).
class counted_numbers {
public:
    explicit counted_numbers(std::size_t limit) : sums_(limit + 1) {}

    void add(std::size_t number, std::ptrdiff_t n) {
        all_ += n;
        for (std::size_t i = number + 1; i < sums_.size(); i += i & (~i + 1))
            sums_[i] += n;
    }
    std::size_t greater_than(std::size_t number) const {
        std::ptrdiff_t not_greater = 0;
        for (std::size_t i = number + 1; i != 0; i &= i - 1)
            not_greater += sums_[i];
        return static_cast<std::size_t>(all_ - not_greater);
    }

private:
    std::vector<std::ptrdiff_t> sums_;
    std::ptrdiff_t all_ = 0;
};

/// A number that went in or came out, and when.
struct stamped {
    std::uint64_t moment;
    std::size_t number;
    bool comes_out;
};

/// The ranks of those that came out, least first. All numbers are different and below `limit`.
inline std::vector<std::size_t> ranks_of(std::vector<stamped> all, std::size_t limit) {
    std::sort(all.begin(), all.end(),
              [](stamped const& a, stamped const& b) { return a.moment < b.moment; });
    counted_numbers inside(limit);
    std::vector<std::size_t> ranks;
    for (stamped const& s : all) {
        if (s.comes_out)
            ranks.push_back(inside.greater_than(s.number));
        inside.add(s.number, s.comes_out ? -1 : 1);
    }
    std::sort(ranks.begin(), ranks.end());
    return ranks;
}

inline double mean_of(std::vector<std::size_t> const& ranks) {
    double sum = 0;
    for (std::size_t const rank : ranks)
        sum += static_cast<double>(rank);
    return ranks.empty() ? 0 : sum / static_cast<double>(ranks.size());
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_RANK_ERROR_H
