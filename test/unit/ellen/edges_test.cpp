// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The marked edges of EllenBinTree: an erasure that is stopped at each of its steps, what others do
// meanwhile, who takes its work over, and what becomes of a walk that stands there.

#include <cds_test/families/ellen_bintree.h>
#include <cds_test/int_keys.h>
#include <cds_test/measured.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

namespace {

namespace ci = cds::intrusive;
namespace eb = cds::intrusive::ellen_bintree;
using cds::gc::DHP;
using cds_test::bytes_out;
using cds_test::measured;
using cds_test::out_of_memory;

// Something that happens once, at a certain place of an operation.
struct interruption {
    void operator()() {
        if (action_ && --countdown_ == 0)
            std::exchange(action_, nullptr)();
    }
    void after(int times, std::function<void()> action) {
        countdown_ = times;
        action_ = std::move(action);
    }
    bool came() const { return !action_; }

private:
    int countdown_ = 0;
    std::function<void()> action_;
};

// An eraser reserves before it flags an edge, and asks again between that and tagging the other.
interruption before_flagging;
interruption before_unlinking;
interruption in_a_comparison;

struct stopped : DHP {
    static void reserve_retire(std::size_t n) {
        before_flagging();
        if (refuses)
            throw std::bad_alloc();
        DHP::reserve_retire(n);
    }
    static bool try_reserve_retire(std::size_t n) noexcept {
        before_unlinking();
        return !stops && DHP::try_reserve_retire(n);
    }
    inline static bool refuses = false; // whoever wants to retire
    inline static bool stops = false;   // whoever has flagged an edge
};

struct object : eb::node<stopped> {
    explicit object(int k) : key(k) {}
    int key;
    unsigned disposals = 0;
};
struct broken : std::runtime_error {
    broken() : runtime_error("a key cannot be copied") {}
};

struct traits : eb::traits {
    using hook = eb::base_hook<ci::opt::gc<stopped>>;
    struct disposer {
        void operator()(object* o) const { ++o->disposals; }
    };
    struct key_extractor {
        void operator()(int& to, object const& from) const {
            if (breaks)
                throw broken();
            to = from.key;
        }
        inline static bool breaks = false;
    };
    struct compare {
        template <class A, class B>
        int operator()(A const& a, B const& b) const {
            in_a_comparison();
            return cds_test::compare_key()(a, b);
        }
    };
    using node_allocator = measured<int>;
    using item_counter = cds::atomicity::item_counter;
    using stat = eb::stat<>;
};
using tree_type = ci::EllenBinTree<stopped, int, object, traits>;
constexpr std::size_t router_size = sizeof(eb::internal_node<int>);

// A tree of objects with the keys 0 to 9.
struct fixture {
    fixture() {
        for (int key = 0; key < 10; ++key)
            objects.emplace_back(key);
    }
    ~fixture() {
        tree = nullptr;
        DHP::force_dispose();
        BOOST_TEST(bytes_out == 0u);
        for (object const& o : objects)
            BOOST_TEST(o.disposals <= 1u);
    }

    object& operator[](int key) { return objects[static_cast<std::size_t>(key)]; }
    void insert(std::initializer_list<int> keys) {
        for (int key : keys)
            BOOST_TEST(tree->insert((*this)[key]));
    }
    unsigned disposals(int key) {
        DHP::force_dispose();
        return (*this)[key].disposals;
    }
    // Erases the key, and stops when its edge is flagged.
    void half_erase(int key) {
        stopped::stops = true;
        BOOST_TEST(tree->erase(key));
        stopped::stops = false;
    }
    // Stops when the other edge is tagged as well: `another` is erased between the two, and with it
    // the node above. 1 ... 4 make a chain of nodes: whose parent it was is gone.
    void half_erase_beside(int key, int another) {
        before_unlinking.after(1, [=, this] {
            BOOST_TEST(tree->erase(another));
            before_unlinking.after(1, [] { stopped::stops = true; });
        });
        BOOST_TEST(tree->erase(key));
        stopped::stops = false;
        BOOST_TEST(before_unlinking.came());
    }
    void holds(std::initializer_list<int> keys) {
        auto next = keys.begin();
        for (object const& o : *tree)
            BOOST_TEST(o.key == *next++);
        BOOST_TEST((next == keys.end()));
        BOOST_TEST(tree->size() == keys.size());
        for (int key : keys)
            BOOST_TEST(tree->contains(key));
        BOOST_TEST(tree->check_consistency());
    }

    std::deque<object> objects;
    std::unique_ptr<tree_type> tree = std::make_unique<tree_type>();
};

} // namespace

BOOST_AUTO_TEST_SUITE(edges)

BOOST_AUTO_TEST_CASE(an_item_has_no_routing_node_if_it_is_alone_and_any_two_have_one_between) {
    fixture f;
    f.insert({5});
    BOOST_TEST(bytes_out == 0u);
    f.insert({3, 7, 1});
    BOOST_TEST(bytes_out == 3 * router_size);
    BOOST_TEST(!f.tree->insert(f[3]));
    BOOST_TEST(bytes_out == 3 * router_size);
    for (int key : {3, 5, 7})
        BOOST_TEST(f.tree->erase(key));
    BOOST_TEST(f.disposals(5) == 1u);
    BOOST_TEST(bytes_out == 0u);
    f.holds({1});
    BOOST_TEST(f.tree->statistics().m_nInternalNodeCreated.get() == 3u);
    BOOST_TEST(f.tree->statistics().m_nInternalNodeDeleted.get() == 3u);
    BOOST_TEST(f.tree->erase(1));
    f.holds({});
    BOOST_TEST(f.tree->empty());
}

BOOST_AUTO_TEST_CASE(what_is_flagged_is_not_found_by_anybody) {
    fixture f;
    f.insert({1, 3, 5});
    f.half_erase(3);
    BOOST_TEST(f.disposals(3) == 0u);
    BOOST_TEST(!f.tree->contains(3));
    BOOST_TEST(!f.tree->get(3));
    BOOST_TEST(!f.tree->erase(3));
    BOOST_TEST(!f.tree->unlink(f[3]));
    BOOST_TEST(
        (f.tree->update(f[3], [](bool, object&, object&) {}, false) == std::pair(false, false)));
    BOOST_TEST(f.tree->size() == 2u);
    BOOST_TEST(f.tree->check_consistency());
    BOOST_TEST(f.disposals(3) == 0u); // nobody who looks takes the work over
}

BOOST_AUTO_TEST_CASE(the_next_who_changes_something_beside_a_flagged_edge_unlinks_it) {
    object twin(3);
    {
        fixture f; // the key itself comes back
        f.insert({1, 3, 5});
        f.half_erase(3);
        BOOST_TEST(f.tree->insert(twin));
        BOOST_TEST(f.disposals(3) == 1u);
        BOOST_TEST(f.tree->statistics().m_nHelpDelete.get() == 1u);
        BOOST_TEST(&*f.tree->get(3) == &twin);
        f.holds({1, 3, 5});
    }
    {
        fixture f; // its neighbour comes
        f.insert({1, 3, 5});
        f.half_erase(3);
        f.insert({4});
        BOOST_TEST(f.disposals(3) == 1u);
        f.holds({1, 4, 5});
    }
    {
        fixture f; // it was the least
        f.insert({1, 3, 5});
        f.half_erase(1);
        BOOST_TEST(f.tree->get_min()->key == 3);
        BOOST_TEST(f.disposals(1) == 1u);
        f.holds({3, 5});
    }
    {
        fixture f; // it was the greatest
        f.insert({1, 3, 5});
        f.half_erase(5);
        BOOST_TEST(f.tree->get_max()->key == 3);
        BOOST_TEST(f.disposals(5) == 1u);
        f.holds({1, 3});
    }
    {
        fixture f; // a walk comes by
        f.insert({1, 3, 5});
        f.half_erase(3);
        f.holds({1, 5});
        BOOST_TEST(f.tree->lower_bound(2)->key == 5);
    }
    {
        fixture f; // all there is
        f.insert({3});
        f.half_erase(3);
        BOOST_TEST(f.tree->empty());
        BOOST_TEST(f.disposals(3) == 1u);
    }
    {
        fixture f;
        f.insert({3});
        f.half_erase(3);
        f.insert({4});
        BOOST_TEST(f.disposals(3) == 1u);
        f.holds({4});
    }
    {
        fixture f;
        f.insert({1, 3, 5});
        f.half_erase(3);
        f.tree->clear();
        f.holds({});
        for (int key : {1, 3, 5})
            BOOST_TEST(f.disposals(key) == 1u);
    }
}

BOOST_AUTO_TEST_CASE(what_a_stopped_eraser_left_is_disposed_of_with_the_tree) {
    fixture f;
    f.insert({1, 3, 5});
    f.half_erase(3);
    f.half_erase(5);
    f.tree = nullptr;
    for (int key : {1, 3, 5})
        BOOST_TEST(f.disposals(key) == 1u);
}

// Each keeps what the other one has flagged.
BOOST_AUTO_TEST_CASE(two_siblings_that_are_erased_at_once_are_both_gone) {
    for (int first : {1, 2}) {
        fixture f;
        f.insert({1, 2});
        before_unlinking.after(1, [&] { BOOST_TEST(f.tree->erase(3 - first)); });
        BOOST_TEST(f.tree->erase(first));
        BOOST_TEST(f.disposals(1) == 1u);
        BOOST_TEST(f.disposals(2) == 1u);
        BOOST_TEST(bytes_out == 0u);
        f.holds({});
    }
}

BOOST_AUTO_TEST_CASE(the_eraser_of_a_sibling_leaves_what_is_flagged_linked) {
    fixture f;
    f.insert({1, 2, 3});
    f.half_erase(2);
    BOOST_TEST(f.tree->erase(3));
    BOOST_TEST(f.disposals(3) == 1u);
    f.insert({4});
    f.holds({1, 4});
    BOOST_TEST(f.disposals(2) == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_inserted_beside_an_erasure_stays) {
    for (int fresh : {0, 2}) {
        fixture f;
        f.insert({1, 3});
        before_unlinking.after(1, [&] { f.insert({fresh}); });
        BOOST_TEST(f.tree->erase(3));
        BOOST_TEST(f.disposals(3) == 1u);
        BOOST_TEST(f.tree->contains(fresh));
        BOOST_TEST(f.tree->size() == 2u);
        BOOST_TEST(f.tree->check_consistency());
    }
}

BOOST_AUTO_TEST_CASE(a_place_that_was_lost_is_looked_for_again) {
    fixture f;
    f.insert({1, 5});
    before_flagging.after(1, [&] { f.insert({6}); });
    BOOST_TEST(f.tree->erase(5));
    BOOST_TEST(f.tree->statistics().m_nEraseRetries.get() == 1u);
    in_a_comparison.after(3, [&] { f.insert({2}); });
    f.insert({3});
    BOOST_TEST(f.tree->statistics().m_nInsertRetries.get() == 1u);
    f.holds({1, 2, 3, 6});
}

// The routing node was made for a leaf that is not there any more when it is to be linked.
BOOST_AUTO_TEST_CASE(a_routing_node_that_was_made_in_vain_goes_back) {
    fixture f;
    f.insert({5});
    in_a_comparison.after(2, [&] { BOOST_TEST(f.tree->erase(5)); });
    f.insert({3});
    BOOST_TEST(in_a_comparison.came());
    BOOST_TEST(bytes_out == 0u);
    f.holds({3});
}

BOOST_AUTO_TEST_CASE(what_is_beside_a_tagged_edge_is_there_and_can_be_erased) {
    fixture f;
    f.insert({1, 2, 3, 4});
    f.half_erase_beside(4, 2);
    BOOST_TEST(f.disposals(4) == 0u);
    BOOST_TEST(f.tree->contains(3));
    BOOST_TEST(!f.tree->contains(4));
    BOOST_TEST(!f.tree->insert(f[3]));
    BOOST_TEST(f.disposals(4) == 0u);
    BOOST_TEST(f.tree->erase(3)); // which can be flagged only where the edge is not tagged
    BOOST_TEST(f.disposals(4) == 1u);
    BOOST_TEST(f.disposals(3) == 1u);
    f.holds({1});
}

BOOST_AUTO_TEST_CASE(nothing_is_put_in_the_place_of_a_tagged_edge) {
    fixture f;
    f.insert({1, 2, 4, 5});
    f.half_erase_beside(5, 2);
    f.insert({3});
    BOOST_TEST(f.disposals(5) == 1u);
    f.holds({1, 3, 4});
}

BOOST_AUTO_TEST_CASE(a_path_of_tagged_edges_goes_as_a_whole) {
    fixture f;
    f.insert({1, 2, 3, 4});
    f.half_erase_beside(2, 1);
    BOOST_TEST(f.disposals(2) == 0u);
    BOOST_TEST(bytes_out == 2 * router_size);
    BOOST_TEST(f.tree->erase(4));
    BOOST_TEST(f.disposals(2) == 1u);
    BOOST_TEST(f.disposals(4) == 1u);
    BOOST_TEST(bytes_out == 0u);
    f.holds({3});
}

// The trap of unguarded paths: the walk stands above 3 and 4, and goes on along an edge that leads
// to 3 for ever, when 3 has been erased at another place, and is no more.
BOOST_AUTO_TEST_CASE(a_walk_on_a_path_that_was_unlinked_begins_anew) {
    fixture f;
    f.insert({1, 2, 3, 4});
    in_a_comparison.after(3, [&] {
        BOOST_TEST(f.tree->erase(4));
        BOOST_TEST(f.tree->erase(3));
        BOOST_TEST(f.disposals(3) == 1u);
    });
    BOOST_TEST(!f.tree->contains(3));
    BOOST_TEST(in_a_comparison.came());
    BOOST_TEST(f.tree->statistics().m_nSearchRetry.get() == 1u);
    f.holds({1, 2});
}

// It compares the edge above the path with the node that it saw there: another one must not come to
// have that one's address.
BOOST_AUTO_TEST_CASE(a_walk_keeps_the_first_node_of_its_path_and_the_last) {
    fixture f;
    f.insert({1, 2, 3, 4});
    f.half_erase_beside(2, 1);
    in_a_comparison.after(3, [&] {
        BOOST_TEST(f.tree->erase(4));
        BOOST_TEST(f.disposals(2) == 1u);
        BOOST_TEST(f.disposals(4) == 1u);
        BOOST_TEST(bytes_out == 2 * router_size);
    });
    BOOST_TEST(f.tree->contains(3));
    BOOST_TEST(in_a_comparison.came());
    BOOST_TEST(f.tree->statistics().m_nSearchRetry.get() == 0u);
    DHP::force_dispose();
    BOOST_TEST(bytes_out == 0u);
}

BOOST_AUTO_TEST_CASE(a_walk_beside_an_erasure_that_is_not_done_goes_on) {
    fixture f;
    f.insert({1, 2, 3, 4});
    in_a_comparison.after(3, [&] { f.half_erase(4); });
    BOOST_TEST(f.tree->contains(3));
    BOOST_TEST(f.tree->statistics().m_nSearchRetry.get() == 0u);
}

BOOST_AUTO_TEST_CASE(two_who_extract_the_least_get_one_each) {
    fixture f;
    f.insert({1, 2, 3});
    before_flagging.after(1, [&] { BOOST_TEST(f.tree->extract_min()->key == 1); });
    BOOST_TEST(f.tree->extract_min()->key == 2);
    BOOST_TEST(f.tree->statistics().m_nExtractMinRetries.get() == 1u);
    before_unlinking.after(1, [&] { BOOST_TEST(!f.tree->extract_max()); });
    BOOST_TEST(f.tree->extract_min()->key == 3);
    f.holds({});
}

BOOST_AUTO_TEST_CASE(what_is_missing_leaves_the_tree_as_it_was) {
    fixture f;
    f.insert({5});
    out_of_memory = true;
    BOOST_CHECK_THROW(f.tree->insert(f[3]), std::bad_alloc);
    BOOST_CHECK_THROW(f.tree->update(f[3], [](bool, object&, object&) {}), std::bad_alloc);
    out_of_memory = false;
    f.holds({5});
    traits::key_extractor::breaks = true;
    BOOST_CHECK_THROW(f.tree->insert(f[3]), broken);
    traits::key_extractor::breaks = false;
    BOOST_TEST(bytes_out == 0u);
    f.holds({5});
    f.insert({3});
    stopped::refuses = true;
    BOOST_CHECK_THROW(f.tree->erase(3), std::bad_alloc);
    BOOST_CHECK_THROW((void)f.tree->extract_max(), std::bad_alloc);
    stopped::refuses = false;
    f.holds({3, 5});
    f.half_erase(3);
    stopped::refuses = true; // those who would have to unlink it
    BOOST_CHECK_THROW(f.tree->insert(f[4]), std::bad_alloc);
    BOOST_CHECK_THROW((void)f.tree->get_min(), std::bad_alloc);
    BOOST_CHECK_THROW((void)f.tree->lower_bound(2), std::bad_alloc);
    BOOST_TEST(f.tree->get_max()->key == 5);
    BOOST_TEST(f.tree->contains(5));
    stopped::refuses = false;
    f.insert({4});
    f.holds({4, 5});
}

BOOST_AUTO_TEST_CASE(a_tree_whose_items_are_not_where_their_keys_lead_to_is_not_consistent) {
    fixture f;
    f.insert({1, 2, 3, 4});
    BOOST_TEST(f.tree->check_consistency());
    f[3].key = 9;
    BOOST_TEST(!f.tree->check_consistency());
    f[3].key = 1;
    BOOST_TEST(!f.tree->check_consistency());
    f[3].key = 3;
    BOOST_TEST(f.tree->check_consistency());
}

BOOST_AUTO_TEST_CASE(unsafe_clear_disposes_at_once) {
    fixture f;
    f.insert({4, 2, 1, 3, 5});
    f.half_erase(3);
    f.tree->unsafe_clear();
    for (int key : {1, 2, 3, 4, 5})
        BOOST_TEST(f[key].disposals == 1u);
    BOOST_TEST(bytes_out == 0u);
    f.holds({});
}

BOOST_AUTO_TEST_SUITE_END()
