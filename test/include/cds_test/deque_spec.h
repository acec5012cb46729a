// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_DEQUE_SPEC_H
#define CDSLIB_TEST_DEQUE_SPEC_H

#include <cds_test/linearizability.h>

namespace cds_test {

/// A deque whose owner puts and takes at one end; others steal at the other.
struct stealing_spec : bag_spec {
    enum : int { push = put, pop = take, steal = clear + 1 };

    static bool apply(state& items, operation const& op) {
        if (op.code == push) {
            items.push_back(op.argument);
            return true;
        }
        if (items.empty())
            return op.result == nothing;
        auto const end = op.code == pop ? items.end() - 1 : items.begin();
        bool const right = *end == op.result;
        items.erase(end);
        return right;
    }
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_DEQUE_SPEC_H
