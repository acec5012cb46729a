// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// In the middle of an expansion: what a second thread could do between the look at a slot and the
// array that takes its place, done by the same one. The set asks for memory there.

#include "feldman_types.h"

#include <cds_test/fragile.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <functional>
#include <new>
#include <tuple>
#include <utility>

namespace {

using namespace feldman_types;

// What happens when the next array is made.
struct meanwhile {
    inline static std::function<void()> action;
};
template <class T>
struct interrupted_allocator : cds_test::fragile_allocator<T> {
    using value_type = T;
    interrupted_allocator() = default;
    template <class U>
    interrupted_allocator(interrupted_allocator<U> const&) noexcept {}
    T* allocate(std::size_t n) {
        if (auto const action = std::exchange(meanwhile::action, nullptr))
            action();
        return cds_test::fragile_allocator<T>::allocate(n);
    }
};
struct traits : intrusive_traits<by_reference> {
    using node_allocator = interrupted_allocator<int>;
};
using sets = std::tuple<set_of<HP, std::uint64_t, traits>, set_of<DHP, std::uint64_t, traits>,
                        set_of<tiny_DHP, wide_hash, traits>>;

// Every array goes back.
struct balance {
    ~balance() { BOOST_TEST(cds_test::fragile_memory::outstanding == before); }
    std::size_t const before = cds_test::fragile_memory::outstanding;
};
template <class Set>
struct fixture : private balance, set_and_items<Set> {
    fixture() : set_and_items<Set>(16) {}
    auto const& stat() const { return this->set.statistics(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(feldman_expansion)

BOOST_AUTO_TEST_CASE_TEMPLATE(an_item_that_is_erased_meanwhile_does_not_come_back, Set, sets) {
    fixture<Set> f;
    f.set.insert(f[1]);
    meanwhile::action = [&] { BOOST_TEST(f.set.erase(f.hash(1))); };
    BOOST_TEST(f.set.insert(f[2]));
    BOOST_TEST(f.stat().m_nExpandNodeFailed.get() == 1u);
    BOOST_TEST(!f.set.contains(f.hash(1)));
    BOOST_TEST(f.set.size() == 1u);
    BOOST_TEST(f.set.array_node_count() == 0u); // the slot was free then
    BOOST_TEST(f.disposals(1) == 1u);
}

// The guard of the expanding thread keeps the item from its disposer, who would put it back: the
// same address in the same slot, for another hash value.
BOOST_AUTO_TEST_CASE_TEMPLATE(an_item_cannot_leave_and_come_back_meanwhile, Set, sets) {
    fixture<Set> f;
    f.set.insert(f[1]);
    bool came_back = false;
    meanwhile::action = [&] {
        f.set.erase(f.hash(1));
        f.dispose();
        if (f[1].disposals != 0) { // must not happen
            f.set.insert(f[1]);
            came_back = true;
        }
    };
    BOOST_TEST(f.set.insert(f[2]));
    BOOST_TEST(!came_back);
    BOOST_TEST(!f.set.contains(f.hash(1)));
    BOOST_TEST(f.disposals(1) == 1u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_item_that_is_replaced_meanwhile_is_replaced, Set, sets) {
    fixture<Set> f;
    typename Set::value_type twin(1);
    f.set.insert(f[1]);
    meanwhile::action = [&] { BOOST_TEST(f.set.update(twin).first); };
    BOOST_TEST(f.set.insert(f[2]));
    BOOST_TEST(&*f.set.get(f.hash(1)) == &twin);
    BOOST_TEST(f.set.contains(f.hash(2)));
    BOOST_TEST(f.disposals(1) == 1u);
    f.set.unlink(twin);
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(two_expansions_of_a_slot_make_one_array, Set, sets) {
    fixture<Set> f;
    f.set.insert(f[1]);
    std::size_t arrays = 0;
    meanwhile::action = [&] {
        BOOST_TEST(f.set.insert(f[2]));
        arrays = f.set.array_node_count();
    };
    BOOST_TEST(f.set.insert(f[3]));
    BOOST_TEST(f.stat().m_nExpandNodeFailed.get() == 1u);
    BOOST_TEST(f.stat().m_nArrayNodeCount.get() == f.set.array_node_count());
    BOOST_TEST(arrays > 0u);
    for (int key : {1, 2, 3})
        BOOST_TEST(&*f.set.get(f.hash(key)) == &f[key]);
    BOOST_TEST(f.set.size() == 3u);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_stops_in_the_middle_of_an_expansion_stops_nobody, Set, sets) {
    fixture<Set> f;
    f.set.insert(f[1]);
    meanwhile::action = [&] {
        BOOST_TEST(f.set.contains(f.hash(1)));
        BOOST_TEST(!f.set.contains(f.hash(2)));
        BOOST_TEST(bool(f.set.get(f.hash(1))));
        BOOST_TEST(f.set.begin()->key == 1);
        auto it = f.set.begin();
        BOOST_TEST(f.set.erase_at(it));
        BOOST_TEST((++it == f.set.end()));
        BOOST_TEST(f.set.insert(f[4]));
        BOOST_TEST(f.set.insert(f[5]));
        f.set.clear();
    };
    BOOST_TEST(f.set.insert(f[2]));
    BOOST_TEST(f.set.size() == 1u);
    BOOST_TEST(f.set.contains(f.hash(2)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_update_expands_as_an_insert_does, Set, sets) {
    fixture<Set> f;
    f.set.insert(f[1]);
    meanwhile::action = [&] { BOOST_TEST(f.set.insert(f[2])); };
    typename Set::value_type twin(2);
    auto const done = f.set.update(twin);
    BOOST_TEST((done.first && !done.second));
    BOOST_TEST(&*f.set.get(f.hash(2)) == &twin);
    BOOST_TEST(f.set.contains(f.hash(1)));
    BOOST_TEST(f.disposals(2) == 1u);
    f.set.unlink(twin);
    f.dispose();
}

BOOST_AUTO_TEST_CASE_TEMPLATE(without_memory_for_an_array_nothing_has_changed, Set, sets) {
    fixture<Set> f;
    f.set.insert(f[1]);
    std::size_t arrays = 0;
    for (long step = 0;; ++step) { // some arrays may have been made before
        cds_test::fragile_memory::fuse.set(step);
        try {
            f.set.insert(f[2]);
            break;
        } catch (std::bad_alloc const&) {
            BOOST_TEST(f.set.contains(f.hash(1)));
            BOOST_TEST(!f.set.contains(f.hash(2)));
            BOOST_TEST(f.set.size() == 1u);
            BOOST_TEST(f.set.array_node_count() == arrays + static_cast<std::size_t>(step));
            arrays = f.set.array_node_count();
        }
        BOOST_TEST_REQUIRE(step < 100);
    }
    cds_test::fragile_memory::fuse.disarm();
    BOOST_TEST(f.set.contains(f.hash(2)));
    BOOST_TEST(f.set.size() == 2u);
    cds_test::fragile_memory::fuse.set(0);
    BOOST_CHECK_THROW(Set(), std::bad_alloc);
    cds_test::fragile_memory::fuse.disarm();
}

BOOST_AUTO_TEST_SUITE_END()
