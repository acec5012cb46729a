// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// EllenBinTreeSet and EllenBinTreeMap: where their keys and nodes come from, what a failure leaves,
// how many guards they take, and a tree that is a list.

#include <cds_test/families/ellen_bintree.h>
#include <cds_test/fragile.h>
#include <cds_test/gc_policies.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <exception>
#include <memory_resource>
#include <new>
#include <string>
#include <tuple>

namespace {

namespace cc = cds::container;
namespace eb = cds::container::ellen_bintree;
using cds::gc::DHP;
using cds::gc::HP;
using cds_test::fragile;
using cds_test::fragile_memory;

struct fragile_traits : eb::traits {
    struct compare {
        static long of(fragile const& f) { return f.value(); }
        static long of(long n) { return n; }
        template <class A, class B>
        int operator()(A const& a, B const& b) const {
            return static_cast<int>(of(a) - of(b));
        }
    };
    using allocator = cds_test::fragile_allocator<int>;
    using node_allocator = cds_test::fragile_allocator<int>;
    using item_counter = cds::atomicity::item_counter;
};

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

// Each step that can fail fails once, and leaves everything as it was; then `act` succeeds.
template <class Map, class Act>
void fails_at_every_step(Map& map, cds_test::fuse& fuse, Act act) {
    for (long step = 0;; ++step) {
        auto const size = map.size();
        auto const alive = fragile::alive;
        auto const outstanding = fragile_memory::outstanding;
        fuse.set(step);
        try {
            act();
        } catch (std::exception const&) {
            BOOST_TEST(map.size() == size);
            BOOST_TEST(fragile::alive == alive);
            BOOST_TEST(fragile_memory::outstanding == outstanding);
            continue;
        }
        fuse.disarm();
        BOOST_TEST(step >= 1);
        return;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(trees)

BOOST_AUTO_TEST_CASE(whatever_copy_and_whatever_allocation_fails_the_map_is_as_it_was) {
    {
        cc::EllenBinTreeMap<DHP, fragile, fragile, fragile_traits> map;
        for (cds_test::fuse* fuse : {&fragile::fuse, &fragile_memory::fuse}) {
            long const first = fuse == &fragile::fuse ? 0 : 10;
            fails_at_every_step(map, *fuse, [&] { map.insert(first + 5, 50L); });
            fails_at_every_step(map, *fuse, [&] { map.insert(first + 3, 30L); });
            fails_at_every_step(map, *fuse, [&] { map.emplace(first + 7, 70L); });
            fails_at_every_step(map, *fuse, [&] { map.insert_with(first + 1, [](auto&) {}); });
            fails_at_every_step(map, *fuse, [&] { map.update(first + 4, [](bool, auto&) {}); });
        }
        BOOST_TEST(map.size() == 10u);
        BOOST_TEST(map.check_consistency());
        long last = 0;
        for (auto const& pair : map) {
            BOOST_TEST(pair.first.value() > last);
            last = pair.first.value();
        }
        BOOST_TEST(last == 17);
        for (long key : {5, 13, 1, 17})
            BOOST_TEST(map.erase(key));
        BOOST_TEST(map.check_consistency());
    }
    DHP::force_dispose();
    BOOST_TEST(fragile::alive == 0);
    BOOST_TEST(fragile_memory::outstanding == 0u);
}

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

// The guards that the documentation promises to be enough are: a thread has no more.
BOOST_AUTO_TEST_CASE(seven_guards_are_enough_for_everything) {
    using set_type = set_of<HP>;
    static_assert(set_type::c_nHazardPtrCount == 7);
    HP const limit(set_type::c_nHazardPtrCount);
    set_type set;
    for (int n : {4, 2, 6, 1, 3, 5, 8, 7})
        set.emplace(n);
    BOOST_TEST(set.get_min()->number == 1);
    BOOST_TEST(set.get_max()->number == 8);
    BOOST_TEST(set.lower_bound(3)->number == 3);
    BOOST_TEST(set.extract_min()->number == 1);
    BOOST_TEST(set.extract_max()->number == 8);
    BOOST_TEST(set.extract(3)->number == 3);
    int last = 0;
    for (entry const& e : set) {
        BOOST_TEST(e.number > last);
        last = e.number;
    }
    set.for_each_in(0, 100, [&](entry const&) { --last; });
    BOOST_TEST(last == 7 - 5);
    set.clear();
    BOOST_TEST(set.empty());
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
