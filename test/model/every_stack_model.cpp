// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Stacks: every execution of every small program is linearizable, and every item comes back once.

#include <cds/intrusive/treiber_stack.h>

#include "generic/pile_model.h"

namespace {

using namespace cds_model;

struct spec : cds_test::stack_spec {
    static constexpr int put = push;
    static constexpr int take = pop;
};

template <class Stack>
std::vector<scenario> stack(char const* name) {
    using user = pile_user<Stack, spec>;
    return scenarios_of<user>(name, pile_programs<user>());
}

// --- TreiberStack --------------------------------------------------------------------------------

using treiber_item = item<cds::intrusive::treiber_stack::node<strict_gc>>;
struct treiber_traits : cds::intrusive::treiber_stack::traits {
    using hook = cds::intrusive::treiber_stack::base_hook<cds::opt::gc<strict_gc>>;
    using disposer = recycle<treiber_item>;
};
using treiber_stack = cds::intrusive::TreiberStack<strict_gc, treiber_item, treiber_traits>;

// One cell to meet in, and a wait of two looks.
struct eliminating_traits : treiber_traits {
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
using eliminating_stack = cds::intrusive::TreiberStack<strict_gc, treiber_item, eliminating_traits>;

void see_more(eliminating_stack const& s) {
    concluded("answered a pop", s.statistics().m_ActivePushCollision.get());
    concluded("answered a push", s.statistics().m_ActivePopCollision.get());
}

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   joined<scenario>({stack<treiber_stack>("TreiberStack"),
                                     stack<eliminating_stack>("TreiberStack with elimination")}),
                   manner::exhaustive);
}
