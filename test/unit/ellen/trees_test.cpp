// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// EllenBinTreeSet and EllenBinTreeMap: where their keys and leaves come from, and a tree that is a
// list.

#include <cds_test/families/ellen_bintree.h>
#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory_resource>
#include <new>
#include <string>
#include <tuple>

namespace {

namespace cc = cds::container;
namespace eb = cds::container::ellen_bintree;
using cds::gc::DHP;
using cds::gc::HP;

// What a value and a key are is not the same here.
struct entry {
    explicit entry(int n, char const* t = "") : number(n), text(t) {}
    int const number;
    std::string text;
};
struct entry_traits : eb::traits {
    struct key_extractor {
        void operator()(int& to, entry const& from) const { to = from.number; }
    };
    struct less {
        static int of(entry const& e) { return e.number; }
        static int of(int n) { return n; }
        template <class A, class B>
        bool operator()(A const& a, B const& b) const {
            return of(a) < of(b);
        }
    };
    using item_counter = cds::atomicity::item_counter;
};
template <class GC>
using set_of = cc::EllenBinTreeSet<GC, int, entry, entry_traits>;
using sets = std::tuple<set_of<HP>, set_of<DHP>, set_of<cds_test::tiny_DHP>>;

} // namespace

BOOST_AUTO_TEST_SUITE(trees)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_set_is_looked_into_by_keys_that_are_no_values, Set, sets) {
    Set set;
    for (int n : {4, 2, 6, 1, 3, 5})
        BOOST_TEST(set.emplace(n, "first"));
    BOOST_TEST(!set.emplace(3, "second"));
    BOOST_TEST(set.contains(3));
    BOOST_TEST(!set.contains(7));
    BOOST_TEST(set.find(3, [](entry& e, int key) { e.text += std::to_string(key); }));
    BOOST_TEST(set.get(3)->text == "first3");
    BOOST_TEST(set.lower_bound(4)->number == 4);
    BOOST_TEST(set.extract(4)->number == 4);
    BOOST_TEST(set.lower_bound(4)->number == 5);
    BOOST_TEST(!set.insert_or_assign(5, "other"));
    BOOST_TEST(set.get(5)->text == "other");
    int sum = 0;
    set.for_each_in(2, 6, [&](entry const& e) { sum += e.number; });
    BOOST_TEST(sum == 2 + 3 + 5);
    BOOST_TEST(set.erase_if([](entry const& e) { return e.number % 2 == 0; }) == 2u);
    BOOST_TEST(set.size() == 3u);
    BOOST_TEST(set.check_consistency());
}

BOOST_AUTO_TEST_CASE(a_map_copies_its_keys_as_its_traits_say) {
    struct traits : eb::traits {
        struct copy_policy {
            void operator()(std::string& to, std::string const& from) const {
                ++copies();
                to.assign(from);
            }
            static int& copies() {
                static int n = 0;
                return n;
            }
        };
    };
    cc::EllenBinTreeMap<DHP, std::string, int, traits> map;
    BOOST_TEST(map.emplace("first", 1));
    BOOST_TEST(traits::copy_policy::copies() == 0);
    BOOST_TEST(map.emplace("second", 2));
    BOOST_TEST(map.try_emplace("third", 3));
    BOOST_TEST(traits::copy_policy::copies() == 2);
    BOOST_TEST(!map.try_emplace("third", 4));
    BOOST_TEST(map.get_or("third", 0) == 3);
    BOOST_TEST(map.get_max()->first == "third");
}

BOOST_AUTO_TEST_CASE(leaves_come_from_the_allocator_that_a_map_was_told) {
    struct traits : eb::traits {
        using allocator = std::pmr::polymorphic_allocator<int>;
    };
    alignas(std::max_align_t) char bytes[4096];
    std::pmr::monotonic_buffer_resource room(bytes, sizeof bytes, std::pmr::null_memory_resource());
    {
        cc::EllenBinTreeMap<DHP, int, std::pmr::string, traits> map{
            std::pmr::polymorphic_allocator<int>(&room)};
        BOOST_TEST(map.emplace(1, "longer than what a string has room for in itself"));
        BOOST_TEST(map.emplace(2, "as long as the first one, which was long enough"));
        BOOST_TEST((map.get(2)->second.get_allocator().resource() == &room));
        BOOST_TEST(map.erase(1));
    }
    DHP::force_dispose();
}

// Keys that come in their order make every routing node the child of the one before.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_tree_may_be_as_deep_as_it_has_items, Set, sets) {
    for (bool const up : {true, false}) {
        Set set;
        int const all = 1500;
        for (int n = 0; n != all; ++n)
            set.emplace(up ? n : -n);
        BOOST_TEST(set.check_consistency());
        BOOST_TEST(set.size() == static_cast<std::size_t>(all));
        BOOST_TEST(set.contains(up ? all - 1 : 1 - all));
        BOOST_TEST(set.extract_min()->number == (up ? 0 : 1 - all));
    }
}

BOOST_AUTO_TEST_SUITE_END()
