// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What MichaelList has beside the lists of all families: statistics that several lists share, and
// names to rebind.

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds_test/int_keys.h>

#include <boost/test/unit_test.hpp>

#include <type_traits>

namespace {

namespace ci = cds::intrusive;
namespace cc = cds::container;
using cds::gc::DHP;

struct item : ci::michael_list::node<DHP> {
    explicit item(int k) : key(k) {}
    int const key;
};
using hook = ci::opt::hook<ci::michael_list::base_hook<ci::opt::gc<DHP>>>;
template <class... Options>
using made =
    ci::MichaelList<DHP, item, typename ci::michael_list::make_traits<hook, Options...>::type>;

} // namespace

BOOST_AUTO_TEST_SUITE(list)

BOOST_AUTO_TEST_CASE(a_list_counts_into_the_statistics_object_that_it_is_given) {
    using stat = ci::michael_list::stat<>;
    using list = made<ci::opt::less<cds_test::less_key>,
                      ci::opt::stat<ci::michael_list::wrapped_stat<stat>>>;
    static_assert(!std::is_default_constructible_v<list>);
    stat shared;
    item a(1);
    item b(2);
    {
        list first(shared);
        list second(shared);
        first.insert(a);
        second.insert(b);
    }
    BOOST_TEST(shared.m_nInsertSuccess.get() == 2u);
    DHP::force_dispose();

    struct traits : cc::michael_list::traits {
        using stat = cc::michael_list::wrapped_stat<>;
    };
    cc::MichaelList<DHP, int, traits> values(shared);
    cc::MichaelKVList<DHP, int, int, traits> pairs(shared);
    values.insert(1);
    pairs.insert(1);
    BOOST_TEST(shared.m_nInsertSuccess.get() == 4u);
}

BOOST_AUTO_TEST_CASE(traits_can_be_rebound) {
    using counted = cds::opt::item_counter<cds::atomicity::item_counter>;
    using silent = cc::MichaelList<DHP, int>;
    typename silent::rebind_traits<counted>::type list;
    list.insert(1);
    BOOST_TEST(list.size() == 1u);
    typename cc::MichaelKVList<DHP, int, int>::rebind_traits<counted>::type pairs;
    pairs.insert(1);
    BOOST_TEST(pairs.size() == 1u);
    using wrapper = silent::select_stat_wrapper<cc::michael_list::stat<>>;
    static_assert(std::is_same_v<wrapper::wrapped_stat, cc::michael_list::wrapped_stat<>>);
    static_assert(ci::is_michael_list<made<>>::value && !ci::is_michael_list<int>::value);
}

BOOST_AUTO_TEST_SUITE_END()
