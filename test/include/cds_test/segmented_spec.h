// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_SEGMENTED_SPEC_H
#define CDSLIB_TEST_SEGMENTED_SPEC_H

#include <cds_test/linearizability.h>

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace cds_test {

/// A queue of which `Factor` items in the order of their coming are a segment; a segment leaves
/// before the next one, its items in any order. So one item is overtaken by `Factor` - 1 at most.
template <std::size_t Factor>
struct segmented_spec {
    enum : int { put, take, empty, enqueue = put, dequeue = take };

    /// How many items have come, and those that are left: the number of the segment and the value.
    using state = std::pair<std::size_t, std::vector<std::pair<std::size_t, long>>>;

    static bool apply(state& now, operation const& op) {
        auto& [come, items] = now;
        if (op.code == put) {
            items.emplace_back(come++ / Factor, op.argument);
            return true;
        }
        if (op.code == empty)
            return op.result == (items.empty() ? 1 : 0);
        if (items.empty())
            return op.result == nothing;
        auto const taken =
            std::find(items.begin(), items.end(), std::pair{items.front().first, op.result});
        if (taken == items.end())
            return false;
        items.erase(taken);
        return true;
    }
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_SEGMENTED_SPEC_H
