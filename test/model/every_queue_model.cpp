// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues: every execution of every small program is linearizable, and every item comes back once.

#include <cds_test/families/all_queues.h>

#include "generic/pile_model.h"

namespace {

using namespace cds_model;

struct spec : cds_test::queue_spec {
    static constexpr int put = enqueue;
    static constexpr int take = dequeue;
};

} // namespace

int main(int argc, char** argv) {
    cds_test::families::queues const* const families = nullptr;
    return explore(argc, argv, every_pile<spec>(families), manner::exhaustive);
}
