// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// TreiberStack: every history is linearizable, also when disposed items are pushed again at once.

#include <cds/intrusive/treiber_stack.h>

#include "model_items.h"

namespace {

using namespace cds_model;
using spec = cds_test::stack_spec;
using element = item<cds::intrusive::treiber_stack::node<gc>>;

struct plain_traits : cds::intrusive::treiber_stack::traits {
    using hook = cds::intrusive::treiber_stack::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
};

// One cell to meet in, and a wait that gives the other side a chance to come.
struct eliminating_traits : plain_traits {
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
            for (int i = 0; i != 8; ++i)
                if (met())
                    return true;
            return false;
        }
    };
};

inline void see_eliminations(cds::intrusive::treiber_stack::empty_stat const&) {}
template <class Counter>
void see_eliminations(cds::intrusive::treiber_stack::stat<Counter> const& seen) {
    concluded("answered a pop", seen.m_ActivePushCollision.get());
    concluded("answered a push", seen.m_ActivePopCollision.get());
}

template <class Traits>
class pushes_and_pops : public model {
public:
    pushes_and_pops() {
        push(10);
        push(20);
    }

    void thread(unsigned self) override {
        if (self != 1) {
            pop();
            push(10L * self + 30);
            pop();
        } else {
            pop();
            pop();
            gc::scan(); // the items come back to be pushed again
            push(60);
            push(70);
        }
    }

    void finish() override {
        while (pop() != cds_test::nothing)
            continue;
        see_eliminations(stack_.statistics());
        check_history<spec>(log_);
    }

private:
    void push(long value) {
        log_.record(spec::push, 0, value, [&] { return stack_.push(items_.take(value)) ? 1 : 0; });
    }
    long pop() {
        return log_.record(spec::pop, 0, 0, [&] {
            long result = cds_test::nothing;
            stack_.pop_with([&](element& e) { result = e.value.get(); });
            return result;
        });
    }

    recorder log_;
    item_store<element> items_;
    fresh_domain domain_{3};
    cds::intrusive::TreiberStack<gc, element, Traits> stack_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"plain",
                     2,
                     300,
                     make_model<pushes_and_pops<plain_traits>>,
                     {"disposed under an operation", "used again"}},
                    {"eliminating",
                     3,
                     300,
                     make_model<pushes_and_pops<eliminating_traits>>,
                     {"disposed under an operation", "answered a pop", "answered a push"}}});
}
