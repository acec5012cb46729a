// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is a lazy list's own: its locks, and who holds them when.

#include "../set/intrusive_set_types.h"

#include <cds_test/families/lazy_list.h>
#include <cds_test/threads.h>
#include <cds_test/tried_mutex.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <stdexcept>
#include <tuple>

namespace {

namespace ci = cds::intrusive;
namespace families = cds_test::families;
using keyed = families::keyed<families::lazy_list>;

template <class GC, class Lock>
struct locked_item : families::numbered, ci::lazy_list::node<GC, Lock> {
    using numbered::numbered;
    using hook = ci::lazy_list::base_hook<cds::opt::gc<GC>, cds::opt::lock_type<Lock>>;
};
template <class GC, class Lock = cds::sync::spin>
using lazy_list_of = ci::LazyList<GC, locked_item<GC, Lock>, keyed::traits<locked_item<GC, Lock>>>;
template <class GC>
struct lazy_hash_of
    : families::sized<ci::MichaelHashSet<GC, lazy_list_of<GC>, keyed::hash_traits>, 6, 2> {};
using lists =
    std::tuple<lazy_list_of<cds::gc::HP>, lazy_list_of<cds::gc::DHP, cds_test::tried_mutex>,
               lazy_hash_of<cds_test::tiny_DHP>>;

template <class List>
struct fixture : cds_test::set_and_items<List> {
    fixture() : cds_test::set_and_items<List>(10) { this->insert_all(); }

    // An operation on the item and on both sides of it: each needs a lock that must be free.
    void expect_usable() {
        typename List::value_type twin(5);
        BOOST_TEST(this->set.find(5, [](auto&, int) {}));
        BOOST_TEST(!this->set.update(twin, [](bool, auto&, auto&) {}).second);
        BOOST_TEST(this->set.erase(4));
        BOOST_TEST(this->set.erase(5));
        BOOST_TEST(this->set.erase(6));
        this->dispose();
        BOOST_TEST(this->set.insert((*this)[5]));
    }
};

auto const refuse = [](auto&&...) { throw std::runtime_error("functor"); };

} // namespace

BOOST_AUTO_TEST_SUITE(lazy_list)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_functor_that_throws_gives_its_lock_back, List, lists) {
    {
        fixture<List> f;
        BOOST_CHECK_THROW(f.set.find(5, refuse), std::runtime_error);
        f.expect_usable();
    }
    {
        fixture<List> f;
        typename List::value_type twin(5);
        BOOST_CHECK_THROW(f.set.update(twin, refuse), std::runtime_error);
        f.expect_usable();
    }
    {
        fixture<List> f;
        f.set.erase(5);
        f.dispose();
        BOOST_CHECK_THROW(f.set.insert(f[5], refuse), std::runtime_error);
        f.expect_usable();
    }
    {
        fixture<List> f;
        BOOST_CHECK_THROW(f.set.erase(5, refuse), std::runtime_error);
        BOOST_TEST(f.disposals(5) == 1u);
        BOOST_TEST(f.set.insert(f[5]));
        f.expect_usable();
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(look_ups_and_iterators_pass_by_an_item_that_is_locked, List, lists) {
    fixture<List> f;
    std::lock_guard const here(f[5].m_Lock);
    cds_test::run_thread([&] {
        BOOST_TEST(f.set.contains(5));
        BOOST_TEST(f.set.get(5)->key == 5);
        int count = 0;
        for (auto const& item : f.set)
            count += item.key >= 0;
        BOOST_TEST(count == 10);
        BOOST_TEST(!f.set.empty());
    });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(the_functor_of_erase_holds_no_lock, List, lists) {
    fixture<List> f;
    BOOST_TEST(f.set.erase(5, [&](auto& item) {
        BOOST_TEST(item.is_marked());
        BOOST_TEST(f.set.erase(4)); // the one before, and the one behind it
        BOOST_TEST(f.set.erase(6));
        f.dispose();
        BOOST_TEST(item.disposals.load() == 0u);
    }));
    BOOST_TEST(f.disposals(5) == 1u);
}

// Without atomics or locks of their own; an eraser sees the last of it.
BOOST_AUTO_TEST_CASE_TEMPLATE(functors_have_their_item_to_themselves, List, lists) {
    fixture<List> f;
    std::atomic<int> done{0};
    std::atomic<int> erased{0};
    cds_test::run_threads(4, [&](std::size_t self) {
        typename List::value_type twin(5);
        for (int i = 0; i < 2000; ++i) {
            auto const add = [](auto& item) { ++item.value; };
            bool const did =
                self % 2 != 0
                    ? f.set.find(5, [&](auto& item, int) { add(item); })
                    : f.set.update(twin, [&](bool, auto& item, auto&) { add(item); }, false).first;
            done += did;
            if (i == 1900 && self == 3)
                f.set.erase(5, [&](auto& item) { erased = item.value; });
        }
    });
    BOOST_TEST(done > 0);
    BOOST_TEST(done == erased);
    BOOST_TEST(done == f[5].value);
}

BOOST_AUTO_TEST_SUITE_END()
