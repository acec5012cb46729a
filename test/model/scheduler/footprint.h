// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_FOOTPRINT_H
#define CDSLIB_TEST_MODEL_SCHEDULER_FOOTPRINT_H

#include <algorithm>
#include <cstdint>
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
        if (std::find(touched_.begin(), touched_.end(), t) == touched_.end())
            touched_.push_back(t);
    }
    void add(footprint const& other) {
        for (touch const& t : other.touched_)
            add(t.where, t.how);
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
