// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks: every execution of every small program is linearizable, and every item comes back once.

#include <cds_test/families/all_stacks.h>

#include "generic/pile_model.h"

namespace {

using namespace cds_model;

struct spec : cds_test::stack_spec {
    static constexpr int put = push;
    static constexpr int take = pop;
};

using treiber = recycling<cds_test::families::treiber_stack>;

// One cell to meet in, and a wait of two looks.
struct eliminating_traits : treiber::traits {
    static constexpr bool enable_elimination = true;
    using stat = cds::intrusive::treiber_stack::stat<>;
    using buffer = cds::opt::v::initialized_static_buffer<int, 1>;
    struct random_engine {
        using result_type = unsigned;
        unsigned operator()() const { return 0; }
    };
    struct elimination_backoff {
        template <class Met>
        bool operator()(Met met) const {
            return met() || met();
        }
    };
};
using eliminating_stack =
    cds::intrusive::TreiberStack<strict_gc, treiber::item, eliminating_traits>;

void see_more(eliminating_stack const& s) {
    concluded("answered a pop", s.statistics().m_ActivePushCollision.get());
    concluded("answered a push", s.statistics().m_ActivePopCollision.get());
}

} // namespace

int main(int argc, char** argv) {
    cds_test::families::stacks const* const families = nullptr;
    return explore(argc, argv,
                   joined<scenario>(
                       {every_pile<spec>(families),
                        pile_scenarios<spec, eliminating_stack>("TreiberStack with elimination")}),
                   manner::exhaustive);
}
