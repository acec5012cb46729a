// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What is a split-ordered list's own: it grows, without moving anything and without anybody
// waiting, and does without what it cannot have; whichever list it is made of.
#include <cds/container/iterable_list_dhp.h>
#include <cds/container/lazy_list_dhp.h>
#include <cds/container/split_list_map.h>
#include <cds/container/split_list_map_nogc.h>
#include <cds/container/split_list_set.h>
#include <cds/container/split_list_set_nogc.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/iterable_list_dhp.h>
#include <cds/intrusive/lazy_list_dhp.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/split_list.h>
#include <cds_test/int_keys.h>
#include <cds_test/measured.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <deque>
#include <bit>
#include <limits>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>

#pragma GCC diagnostic ignored "-Winvalid-offsetof" // as users of member hooks do

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using cds::gc::DHP;
using cds::gc::HP;
using cds::gc::nogc;

/// The three lists, and their traits.
struct michael {
    using tag = cc::michael_list_tag;
    using traits = cc::michael_list::traits;
};
struct lazy {
    using tag = cc::lazy_list_tag;
    struct traits : cc::lazy_list::traits {
        static constexpr bool sort = false; // of no avail: the order is that of the buckets
    };
};
struct iterable {
    using tag = cc::iterable_list_tag;
    using traits = cc::iterable_list::traits;
};
using lists = std::tuple<michael, lazy, iterable>;
using linked_lists = std::tuple<michael, lazy>;

template <class List>
struct made_of : cc::split_list::traits {
    using ordered_list = typename List::tag;
    using ordered_list_traits = typename List::traits;
};
template <class List>
struct counting_of : made_of<List> {
    using stat = cc::split_list::stat<>;
};
using counting = counting_of<michael>;
struct counting_at_once : counting {
    static constexpr bool dynamic_bucket_table = false;
};
using tables = std::tuple<counting, counting_at_once, counting_of<lazy>, counting_of<iterable>>;

/// Counts how often keys are compared: the length of walks.
struct watched_less {
    bool operator()(int a, int b) const {
        ++comparisons;
        return a < b;
    }
    static inline std::size_t comparisons = 0;
};
template <class List>
struct watched : made_of<List> {
    struct ordered_list_traits : List::traits {
        using less = watched_less;
    };
};

struct same_hash {
    std::size_t operator()(int) const { return 0xabcdef; }
};
struct colliding : cc::split_list::traits {
    using hash = same_hash;
};

struct table_without_memory : cc::split_list::traits {
    using allocator = cds_test::measured<int>;
    using ordered_list_traits = cc::michael_list::traits; // the nodes' memory is another one
    using stat = cc::split_list::stat<>;
};

} // namespace

BOOST_AUTO_TEST_SUITE(split_list)

BOOST_AUTO_TEST_CASE_TEMPLATE(buckets_double_with_the_number_of_items, Traits, tables) {
    cc::SplitListMap<DHP, int, int, Traits> m(4096, 2);
    BOOST_TEST(m.bucket_count() == 2u);
    std::set<std::size_t> seen;
    for (int i = 0; i != 5000; ++i) {
        BOOST_TEST_REQUIRE(m.insert(i * 4096, i));
        seen.insert(m.bucket_count());
        BOOST_TEST_REQUIRE(m.bucket_count() * 2 >= std::min<std::size_t>(m.size(), 4096));
    }
    std::size_t const last = Traits::dynamic_bucket_table ? 4096 : 2048;
    BOOST_TEST(m.bucket_count() == last);
    BOOST_TEST(seen.size() == static_cast<std::size_t>(std::bit_width(last) - 1));
    for (int i = 0; i != 5000; ++i) {
        auto const found = m.get(i * 4096);
        BOOST_TEST_REQUIRE(bool(found));
        BOOST_TEST_REQUIRE(found->second == i);
    }
    BOOST_TEST(!m.contains(1));
    BOOST_TEST(m.statistics().m_nBucketCount == m.statistics().m_nHeadNodeAllocated);
    BOOST_TEST(std::size_t(m.statistics().m_nBucketCount) > last / 4);
    BOOST_TEST((std::size_t(m.statistics().m_nBucketsExhausted) != 0) ==
               !Traits::dynamic_bucket_table);
    BOOST_TEST(std::size_t(m.statistics().m_nInsertSuccess) == 5000u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(iterators_see_the_items_and_none_of_the_dummies, List, lists) {
    cc::SplitListSet<DHP, int, made_of<List>> s;
    std::set<int> expected;
    for (int i = 0; i != 1000; ++i)
        s.insert(i), expected.insert(i);
    std::set<int> seen;
    for (int const i : s)
        BOOST_TEST_REQUIRE(seen.insert(i).second);
    BOOST_TEST((seen == expected));
    s.clear();
    BOOST_TEST(s.size() == 0u);
    BOOST_TEST(s.empty());
    BOOST_TEST((s.begin() == s.end()));
    BOOST_TEST(s.insert(7));
    BOOST_TEST(*s.begin() == 7);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_walk_is_short_from_a_bucket_and_behind_an_erased_item, List,
                              lists) {
    cc::SplitListSet<DHP, int, watched<List>> s;
    for (int i = 0; i != 4000; ++i)
        s.insert(i);
    // The buckets that are still without a dummy get one when they are looked at first.
    for (int i = 0; i != 4000; ++i)
        BOOST_TEST_REQUIRE(s.contains(i));
    watched_less::comparisons = 0;
    for (int i = 0; i != 4000; ++i)
        BOOST_TEST_REQUIRE(s.contains(i));
    // Places differ before keys do, so that keys are compared with their like alone.
    BOOST_TEST(watched_less::comparisons == 2 * 4000u);
    std::size_t erased = 0;
    watched_less::comparisons = 0;
    for (auto i = s.begin(); i != s.end(); ++i)
        erased += s.erase(*i);
    BOOST_TEST(erased == 4000u);
    BOOST_TEST(watched_less::comparisons <= 6 * 4000u);
    BOOST_TEST(s.empty());
}

BOOST_AUTO_TEST_CASE(keys_of_one_hash_value_are_told_apart) {
    cc::SplitListMap<DHP, int, int, colliding> m;
    for (int i = 0; i != 100; ++i)
        BOOST_TEST(m.insert(i, -i));
    BOOST_TEST(!m.insert(50, 1));
    for (int i = 0; i != 100; i += 2)
        BOOST_TEST(m.erase(i));
    for (int i = 0; i != 100; ++i)
        BOOST_TEST(m.contains(i) == (i % 2 == 1));
    BOOST_TEST(m.size() == 50u);
}

BOOST_AUTO_TEST_CASE(without_memory_for_buckets_items_are_found_by_longer_walks) {
    {
        cc::SplitListSet<DHP, int, table_without_memory> s;
        cds_test::out_of_memory = true;
        for (int i = 0; i != 3000; ++i) {
            BOOST_TEST_REQUIRE(s.insert(i));
            BOOST_TEST_REQUIRE(s.contains(i / 2));
        }
        cds_test::out_of_memory = false;
        BOOST_TEST(cds_test::bytes_out == 0u);
        BOOST_TEST(std::size_t(s.statistics().m_nBucketCount) == 0u);
        BOOST_TEST(s.bucket_count() == 4096u);
        for (int i = 0; i != 3000; ++i)
            BOOST_TEST_REQUIRE(s.contains(i));
        BOOST_TEST(std::size_t(s.statistics().m_nBucketCount) > 1000u);
        BOOST_TEST(cds_test::bytes_out != 0u);
    }
    BOOST_TEST(cds_test::bytes_out == 0u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_guards_for_a_dummy_items_are_found_by_longer_walks, List,
                              linked_lists) {
    HP const limit(4);
    cc::SplitListSet<HP, int, made_of<List>> s;
    for (int i = 0; i != 64; ++i)
        s.insert(i);
    {
        HP::Guard const held; // three are left: enough for a walk, not for a change
        for (int i = 0; i != 64; ++i)
            BOOST_TEST(s.contains(i));
        BOOST_TEST(!s.contains(1000));
        BOOST_CHECK_THROW(s.insert(1000), HP::not_enough_hazard_ptr_exception);
    }
    BOOST_TEST(s.insert(1000));
    BOOST_TEST(s.size() == 65u);
}

BOOST_AUTO_TEST_CASE(sizes_beyond_memory_are_refused) {
    using static_set = cc::SplitListSet<DHP, int, counting_at_once>;
    std::size_t const most = (std::numeric_limits<std::size_t>::max)();
    BOOST_CHECK_THROW(static_set(most, 1), std::length_error);
    BOOST_CHECK_THROW(static_set(most / 2, 0), std::length_error);
    if (!cds_test::sanitized) // what a sanitizer cannot allocate ends the process
        BOOST_CHECK_THROW(static_set(most >> 10, 1), std::exception);
    cc::SplitListSet<DHP, int> grows(most, 0);
    BOOST_TEST(grows.insert(1));
    static_set small(0, 0);
    for (int i = 0; i != 100; ++i)
        BOOST_TEST(small.insert(i));
    BOOST_TEST(small.bucket_count() == 2u);
    BOOST_TEST(small.size() == 100u);
}

BOOST_AUTO_TEST_CASE(the_functor_of_erase_may_change_the_value) {
    cc::SplitListSet<DHP, std::string> s;
    s.insert("a");
    std::string seen;
    BOOST_TEST(s.erase("a", [&](std::string& value) { seen = std::move(value); }));
    BOOST_TEST(seen == "a");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(nothing_is_erased_without_reclamation_and_clear_leaves_the_buckets,
                              List, linked_lists) {
    cc::SplitListMap<nogc, int, std::string, made_of<List>> m;
    for (int round = 0; round != 2; ++round) {
        for (int i = 0; i != 500; ++i) {
            auto const at = m.insert(i, std::to_string(i));
            BOOST_TEST_REQUIRE((at != m.end()));
            BOOST_TEST_REQUIRE(at->second == std::to_string(i));
        }
        BOOST_TEST((m.insert(7) == m.end()));
        int seen = 0;
        for (auto i = m.contains(7); i != m.end(); ++i)
            ++seen;
        BOOST_TEST(seen > 0);
        BOOST_TEST(std::distance(m.begin(), m.end()) == 500);
        m.clear();
        BOOST_TEST(m.empty());
        BOOST_TEST((m.contains(7) == m.end()));
    }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_split_buckets_beside_each_other, List, lists) {
    constexpr std::size_t threads = 4;
    constexpr int each = 3000;
    cc::SplitListMap<DHP, int, std::size_t, counting_of<List>> m;
    std::atomic<int> wrong{0};
    cds_test::run_threads(threads, [&](std::size_t self) {
        auto const mine = static_cast<int>(self) * each;
        for (int i = 0; i != each; ++i) {
            wrong += !m.insert(mine + i, self);
            wrong += !m.contains(mine + i);
            if (i % 3 == 0)
                wrong += !m.erase(mine + i);
            if (i % 3 == 1)
                wrong += m.contains(mine + i - 1);
        }
    });
    BOOST_TEST(wrong == 0);
    BOOST_TEST(m.size() == threads * each * 2 / 3);
    std::size_t seen = 0;
    for (auto const& pair : m)
        seen += pair.second == static_cast<std::size_t>(pair.first / each);
    BOOST_TEST(seen == m.size());
    BOOST_TEST(std::size_t(m.statistics().m_nBucketCount) < m.bucket_count());
}

BOOST_AUTO_TEST_CASE(an_iterator_to_what_was_found_goes_on_to_the_very_end) {
    cc::SplitListSet<DHP, int, made_of<iterable>> s;
    for (int i = 0; i != 100; ++i)
        s.insert(i);
    std::size_t behind = 100;
    for (int const first : s) { // each is nearer to the end than the one before
        std::set<int> seen;
        for (auto it = s.find(first); it != s.end(); ++it)
            seen.insert(*it);
        BOOST_TEST(seen.size() == behind--);
    }
    BOOST_TEST(behind == 0u);
}

// The functor has the lock of its item, behind which the dummy of a bucket may have to stand.
BOOST_AUTO_TEST_CASE(a_functor_may_look_at_buckets_that_are_not_made_yet) {
    cds_test::watchdog const guard("a look-up in a functor");
    for (int key = 0; key != 64; ++key) {
        cc::SplitListSet<DHP, int, counting_of<lazy>> s;
        for (int i = 64; i-- != 0;) // the last buckets are not looked at as long as they are few
            s.insert(i);
        std::size_t found = 0;
        BOOST_TEST(s.find(key, [&](int&, int) {
            for (int i = 0; i != 128; ++i)
                found += s.contains(i);
        }));
        BOOST_TEST(found == 64u);
        for (int i = 0; i != 64; ++i)
            BOOST_TEST(s.contains(i));
        BOOST_TEST(std::size_t(s.statistics().m_nBucketCount) == s.bucket_count() - 1);
    }
}

namespace {

/// A dummy has no object: nothing of this one may be looked at for it.
struct alignas(64) wide {
    explicit wide(int k) : key(k) {}
    virtual ~wide() = default;
    int const key;
};
template <class Link>
struct wide_item : wide, ci::split_list::node<Link> {
    using wide::wide;
};
struct member_item {
    explicit member_item(int k) : key(k) {}
    ci::split_list::node<ci::michael_list::node<DHP>> link;
    int const key;
};
template <class Traits, class Stat, class Hook>
struct wide_traits : Traits {
    using hook = Hook;
    using less = cds_test::less_key;
    using stat = Stat;
};
struct member_traits : ci::michael_list::traits {
    using hook = ci::michael_list::member_hook<offsetof(member_item, link), cds::opt::gc<DHP>>;
    using compare = cds_test::compare_key;
    using stat = ci::michael_list::stat<>;
};
struct by_key : ci::split_list::traits {
    using hash = cds_test::hash_key;
    using stat = ci::split_list::stat<>;
};
using wide_set =
    ci::SplitListSet<DHP,
                     ci::MichaelList<DHP, wide_item<ci::michael_list::node<DHP>>,
                                     wide_traits<ci::michael_list::traits, ci::michael_list::stat<>,
                                                 ci::michael_list::base_hook<cds::opt::gc<DHP>>>>,
                     by_key>;
using wide_lazy_set =
    ci::SplitListSet<DHP,
                     ci::LazyList<DHP, wide_item<ci::lazy_list::node<DHP>>,
                                  wide_traits<ci::lazy_list::traits, ci::lazy_list::stat<>,
                                              ci::lazy_list::base_hook<cds::opt::gc<DHP>>>>,
                     by_key>;
using wide_iterable_set = ci::SplitListSet<
    DHP,
    ci::IterableList<DHP, wide_item<void>,
                     wide_traits<ci::iterable_list::traits, ci::iterable_list::stat<>, void>>,
    by_key>;
using member_set = ci::SplitListSet<DHP, ci::MichaelList<DHP, member_item, member_traits>, by_key>;

} // namespace

using intrusive_sets = std::tuple<wide_set, wide_lazy_set, wide_iterable_set, member_set>;
BOOST_AUTO_TEST_CASE_TEMPLATE(objects_keep_their_hooks, Set, intrusive_sets) {
    std::deque<typename Set::value_type> items;
    for (int i = 0; i != 300; ++i)
        items.emplace_back(i);
    typename Set::value_type twin(5);
    {
        Set s;
        for (auto& item : items)
            BOOST_TEST_REQUIRE(s.insert(item));
        if constexpr (!std::is_same_v<Set, wide_iterable_set>) // it would replace
            BOOST_TEST(s.update(twin, [&](bool, auto& item, auto&) {
                            BOOST_TEST(&item == &items[5]);
                        }).first);
        else
            BOOST_TEST(s.upsert(items[5]).first); // which is there
        BOOST_TEST(&*s.get(7) == &items[7]);
        BOOST_TEST(s.find(9, [&](auto& item, int) { BOOST_TEST(&item == &items[9]); }));
        BOOST_TEST(s.unlink(items[11]));
        BOOST_TEST(!s.unlink(items[11]));
        BOOST_TEST(s.erase(13));
        auto const taken = s.extract(15);
        BOOST_TEST(&*taken == &items[15]);
        BOOST_TEST(s.size() == 297u);
        int sum = 0;
        for (auto const& item : s)
            sum += item.key;
        BOOST_TEST(sum == 299 * 150 - 11 - 13 - 15);
        BOOST_TEST(std::size_t(s.statistics().m_nInsertSuccess) == 300u);
        BOOST_TEST(std::size_t(s.list_statistics().m_nInsertSuccess) == 300u);
        BOOST_TEST(std::size_t(s.statistics().m_nExtractSuccess) == 1u);
        BOOST_TEST(std::size_t(s.statistics().m_nUpdateExist) ==
                   (std::is_same_v<Set, wide_iterable_set> ? 0u : 1u));
    }
    DHP::force_dispose();
}

BOOST_AUTO_TEST_SUITE_END()
