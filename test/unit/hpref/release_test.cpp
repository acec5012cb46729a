// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What the release of an object leads to: of itself, of others, of very many.

#include "hpref_types.h"

#include <boost/test/unit_test.hpp>

#include <utility>
#include <vector>

namespace {

using cds::gc::hpref;

// Deep enough for any stack, if one release were nested in the other.
constexpr int very_many = 1'000'000;

struct narcissus;
struct look_into_the_pool {
    inline void operator()(narcissus* p) const noexcept;
};
struct narcissus : hpref::node<narcissus, look_into_the_pool> {
    hpref::ref<narcissus> self;
    int releases = 0;
    bool held_itself = true; // when it was released
};
inline void look_into_the_pool::operator()(narcissus* p) const noexcept {
    ++p->releases;
    p->held_itself = static_cast<bool>(p->self);
}

struct chained : hpref::node<chained> {
    chained(hpref::ref<chained> n, int& count) : next(std::move(n)), alive(count) { ++alive; }
    ~chained() { --alive; }

    hpref::ref<chained> next;
    int& alive;
};

// Each kind holds the other.
struct odd;
struct even : hpref::node<even> {
    inline ~even();
    hpref::ref<odd> next;
};
struct odd : hpref::node<odd> {
    inline ~odd();
    hpref::ref<even> next;
};
int pairs = 0;
even::~even() { ++pairs; }
odd::~odd() = default;

struct by_function : hpref::node_with_function {
    by_function(hpref::ref<by_function> n, int& count)
        : hpref::node_with_function(&release), next(std::move(n)), released(count) {}
    static void release(hpref::node_with_function* p) noexcept {
        auto* const self = static_cast<by_function*>(p);
        ++self->released;
        delete self;
    }

    hpref::ref<by_function> next;
    int& released;
};

// Says when it begins and ends to be released, and lets go of two others in between.
struct tree : hpref::node<tree> {
    tree(int n, std::vector<int>& told) : number(n), diary(told) {}
    ~tree() {
        diary.push_back(number);
        left.put();
        right.put();
        diary.push_back(-number);
    }

    int number;
    std::vector<int>& diary;
    hpref::ref<tree> left, right;
};

hpref::ref<chained> chain_of(int n, int& alive) {
    hpref::ref<chained> head;
    for (int i = 0; i != n; ++i)
        head = hpref::adopt(new chained(std::move(head), alive));
    return head;
}

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_release)

BOOST_AUTO_TEST_CASE(a_handle_that_is_part_of_its_object_is_empty_when_that_is_released) {
    narcissus put;
    put.self = hpref::adopt(&put);
    put.self.put();
    BOOST_TEST(put.releases == 1);
    BOOST_TEST(!put.held_itself);

    narcissus assigned;
    assigned.self = hpref::adopt(&assigned);
    assigned.self = nullptr;
    BOOST_TEST(assigned.releases == 1);
    BOOST_TEST(!assigned.held_itself);
}

BOOST_AUTO_TEST_CASE(a_chain_of_any_length_is_released_on_a_stack_of_any_size) {
    int alive = 0;
    hpref::ref<chained> head = chain_of(very_many, alive);
    BOOST_TEST(alive == very_many);
    head.put();
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(so_is_one_that_a_scan_releases) {
    int alive = 0;
    hpref::retire(chain_of(very_many, alive).release());
    hpref::force_dispose();
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(so_is_one_of_two_kinds_in_turn) {
    pairs = 0;
    hpref::ref<even> head;
    for (int i = 0; i != very_many; ++i) {
        auto* const first = new even;
        auto* const second = new odd;
        second->next = std::move(head);
        first->next = hpref::adopt(second);
        head = hpref::adopt(first);
    }
    head.put();
    BOOST_TEST(pairs == very_many);
}

BOOST_AUTO_TEST_CASE(so_is_one_of_objects_with_a_release_function) {
    int released = 0;
    hpref::ref<by_function> head;
    for (int i = 0; i != very_many; ++i)
        head = hpref::adopt(new by_function(std::move(head), released));
    head.put();
    BOOST_TEST(released == very_many);
}

BOOST_AUTO_TEST_CASE(a_release_ends_before_those_that_it_leads_to_begin) {
    std::vector<int> diary;
    auto* const root = new tree(1, diary);
    root->left = hpref::adopt(new tree(2, diary));
    root->right = hpref::adopt(new tree(3, diary));
    root->left->left = hpref::adopt(new tree(4, diary));
    hpref::adopt(root).put();
    BOOST_TEST(diary == (std::vector<int>{1, -1, 3, -3, 2, -2, 4, -4}),
               boost::test_tools::per_element());
    BOOST_TEST(diary.size() == 8u);
}

BOOST_AUTO_TEST_CASE(what_a_release_spares_stays) {
    int alive = 0;
    hpref::ref<chained> head = chain_of(10, alive);
    hpref::ref<chained> fifth = head.share();
    for (int i = 1; i != 5; ++i)
        fifth = fifth->next.share();
    head.put();
    BOOST_TEST(alive == 6);
    BOOST_TEST(fifth->references() == 1u);
    fifth.put();
    BOOST_TEST(alive == 0);
}

BOOST_AUTO_TEST_CASE(an_object_is_held_and_retired_by_its_counted_type_from_wherever_it_is_known) {
    struct base : hpref::node<base> {
        virtual ~base() = default;
    };
    struct elsewhere {
        long words[4] = {};
    };
    struct derived : elsewhere, base {
        explicit derived(bool& g) : gone(g) {}
        ~derived() override { gone = true; }
        bool& gone;
    };
    bool gone = false;
    auto* const object = new derived(gone);
    std::atomic<base*> source{object};
    hpref::ref<base> held = hpref::get(source);
    source = nullptr;
    hpref::retire(static_cast<base*>(object));
    hpref::scan();
    BOOST_TEST(!gone);
    held.put();
    hpref::scan();
    BOOST_TEST(gone);
}

BOOST_AUTO_TEST_SUITE_END()
