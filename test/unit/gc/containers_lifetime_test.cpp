// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The library's own containers in disposers, at thread exit, and as statics at the program's end.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_set.h>
#include <cds/container/msqueue.h>
#include <cds/container/treiber_stack.h>
#include <cds/init.h>
#include <cds/threading/model.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <type_traits>

namespace {

using namespace cds_test;

struct list_traits : cds::container::michael_list::traits {
    using less = std::less<std::size_t>;
};
struct set_traits : cds::container::michael_set::traits {
    using hash = std::hash<std::size_t>;
};

// One of each; what it held when it ends is retired by then.
template <class GC>
class household {
public:
    void use(std::size_t i) {
        stack_.push(i);
        queue_.enqueue(i);
        set_.insert(i % 64);
        std::size_t out = 0;
        if (i % 2 != 0) {
            stack_.pop(out);
            queue_.dequeue(out);
            set_.erase(i % 64);
        }
    }

private:
    using list = cds::container::MichaelList<GC, std::size_t, list_traits>;

    cds::container::TreiberStack<GC, std::size_t> stack_;
    cds::container::MSQueue<GC, std::size_t> queue_;
    cds::container::MichaelHashSet<GC, list, set_traits> set_{64, 1};
};

// Disposing of one of these keeps house.
template <class GC>
struct housekeeping {
    static inline household<GC>* house = nullptr;

    void operator()(counted* p) const {
        house->use(p->index());
        p->dispose();
    }
};

template <class GC>
class retiring_into_a_house {
public:
    retiring_into_a_house() { housekeeping<GC>::house = &house_; }
    ~retiring_into_a_house() {
        BOOST_TEST(GC::drain());
        BOOST_TEST(book_.each_disposed_once());
    }
    void retire_some() {
        for (int i = 0; i < 300; ++i)
            GC::template retire<housekeeping<GC>>(book_.make());
    }

private:
    ledger book_;
    household<GC> house_;
};

// Constructed before all other objects with a destructor, destroyed after all of them.
[[gnu::init_priority(102)]] household<cds::gc::DHP> first_and_last;

bool told_to_be_a_child() { return std::getenv("CDS_TEST_CHILD") != nullptr; }

template <class GC>
using smr_of =
    std::conditional_t<std::is_same_v<GC, cds::gc::HP>, cds::gc::hp::smr, cds::gc::dhp::smr>;

} // namespace

BOOST_AUTO_TEST_SUITE(gc_containers_lifetime)

// T15
BOOST_AUTO_TEST_CASE_TEMPLATE(T15_disposers_use_containers_at_thread_exit, GC, default_policies) {
    retiring_into_a_house<GC> subject;
    run_threads(4, [&](std::size_t) { subject.retire_some(); });
}

// T15
BOOST_AUTO_TEST_CASE_TEMPLATE(T15_disposers_use_containers_while_detaching, GC, default_policies) {
    retiring_into_a_house<GC> subject;
    run_thread([&] {
        smr_of<GC>::attach_thread();
        subject.retire_some();
        smr_of<GC>::detach_thread();
    });
}

// T15
BOOST_AUTO_TEST_CASE_TEMPLATE(T15_disposers_use_containers_at_the_end_of_the_policy, GC,
                              default_policies) {
    retiring_into_a_house<GC> subject;
    for (int life = 0; life < 3; ++life) {
        cds::Initialize();
        {
            [[maybe_unused]] GC const gc{};
            subject.retire_some();
        }
        cds::Terminate();
    }
}

// T16
BOOST_AUTO_TEST_CASE(T16_static_containers_end_well_after_terminate) {
    child_end const child =
        in_fresh_process("gc_containers_lifetime/as_a_child_leave_containers_behind",
                         [] { setenv("CDS_TEST_CHILD", "1", 1); });
    BOOST_TEST(child.good(), "the child " << child);
}

// Runs only in the child process that the one above starts.
BOOST_AUTO_TEST_CASE(as_a_child_leave_containers_behind) {
    if (!told_to_be_a_child())
        return;
    static household<cds::gc::DHP> dynamic; // destroyed after main, pops and retires there
    static household<cds::gc::HP> fixed;
    cds::Initialize();
    {
        cds::gc::HP const hp;
        cds::gc::DHP const dhp;
        cds::threading::Manager::attachThread();
        for (std::size_t i = 0; i < 3000; ++i) {
            dynamic.use(i);
            fixed.use(i);
            first_and_last.use(i);
        }
        cds::threading::Manager::detachThread();
    }
    cds::Terminate();
    std::size_t const retired_before = statistics_of<cds::gc::DHP>().retired_count;
    for (std::size_t i = 0; i < 10; ++i) { // and goes on working
        dynamic.use(2 * i + 1);
        fixed.use(2 * i + 1);
    }
    BOOST_TEST(statistics_of<cds::gc::DHP>().retired_count > retired_before);
    BOOST_TEST(cds::gc::DHP::drain());
    BOOST_TEST(cds::gc::HP::drain());
    BOOST_TEST(statistics_of<cds::gc::DHP>().pending == 0u);
    BOOST_TEST(statistics_of<cds::gc::HP>().pending == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
