// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_FOOTPRINT_H
#define CDSLIB_TEST_MODEL_SCHEDULER_FOOTPRINT_H

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

namespace cds_model {

// Something that steps have in common: an atomic variable, or something else whose changes matter.
using spot = std::uint64_t;

// Reads commute with reads, additions with additions, and nothing else with anything.
enum class access : std::uint8_t { read, add, write };

// What one step has to do with others: two steps conflict if they touch a spot in ways that do not
// commute.
class footprint {
public:
    void add(spot where, access how) {
        touch const t{where, how};
        auto const recent = touched_.end() - std::min<std::ptrdiff_t>(std::ssize(touched_), 8);
        if (std::find(recent, touched_.end(), t) == touched_.end())
            touched_.push_back(t); // once is enough, but a loop's repetitions are all that matter
    }
    void add(footprint const& other) {
        touched_.insert(touched_.end(), other.touched_.begin(), other.touched_.end());
    }
    void clear() { touched_.clear(); }

    bool conflicts_with(footprint const& other) const {
        for (touch const& mine : touched_)
            for (touch const& theirs : other.touched_)
                if (mine.where == theirs.where &&
                    (mine.how != theirs.how || mine.how == access::write))
                    return true;
        return false;
    }

    friend bool operator==(footprint const&, footprint const&) = default;

private:
    struct touch {
        spot where;
        access how;
        friend bool operator==(touch, touch) = default;
    };
    std::vector<touch> touched_;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_FOOTPRINT_H
