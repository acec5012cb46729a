// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Hand-over between existence guarantees: from guards and guarded pointers of the other policies
// to references. (From RCU: urcu/.)

#include "hpref_types.h"

#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <vector>

namespace {

using namespace cds_test;
using cds::gc::hpref;

struct record_item_release {
    template <class Item>
    void operator()(Item* p) const noexcept {
        p->body.dispose();
    }
};

// An item of an intrusive list that carries a count: the list retires it, a scan drops the initial
// reference.
template <class GC>
struct item : cds::intrusive::michael_list::node<GC>, hpref::node<item<GC>, record_item_release> {
    item(ledger& book, int k) : body(*book.make()), key(k) {}
    counted& body;
    int key;
};

struct by_key {
    static int key_of(int k) { return k; }
    template <class Item>
    static int key_of(Item const& i) {
        return i.key;
    }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return key_of(a) < key_of(b);
    }
};

template <class GC>
struct list_traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<GC>>;
    using less = by_key;
    using disposer = cds::gc::drop_initial_reference;
};

template <class GC>
using list = cds::intrusive::MichaelList<GC, item<GC>, list_traits<GC>>;

// Sees what is there when it is cleared.
struct watching_guard {
    thing* object;
    std::size_t references = 0;

    template <class T>
    T* get() const {
        return object;
    }
    void clear() { references = object->references(); }
};

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_hand_over)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_guard_turns_into_a_reference, GC, gc_policies) {
    ledger book;
    thing object(book);
    source from{&object};
    hpref::ref<thing> held;
    {
        typename GC::Guard guard;
        guard.protect(from);
        hpref::retire<GC>(from.exchange(nullptr));
        held = hpref::promote<thing>(guard);
        BOOST_TEST((guard.get_native() == nullptr));
    }
    BOOST_TEST(held.is_reference());
    GC::force_dispose();
    BOOST_TEST(held->alive());
    BOOST_TEST(object.references() == 1u); // the initial one is gone
    held.put();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_CASE(a_guard_is_cleared_when_the_reference_is_there) {
    ledger book;
    thing object(book);
    watching_guard guard{&object};
    hpref::ref<thing> const held = hpref::promote<thing>(guard);
    BOOST_TEST(guard.references == 2u);
}

BOOST_AUTO_TEST_CASE(an_empty_guard_gives_an_empty_handle) {
    cds::gc::DHP::Guard guard;
    BOOST_TEST(!hpref::promote<thing>(guard));
    cds::gc::DHP::guarded_ptr<thing> nothing;
    BOOST_TEST(!hpref::promote(nothing));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_a_container_returned_turns_into_a_reference, GC, gc_policies) {
    ledger book;
    std::vector<std::unique_ptr<item<GC>>> items;
    std::vector<hpref::ref<item<GC>>> held;
    {
        list<GC> all;
        for (int k = 0; k < 20; ++k) {
            items.push_back(std::make_unique<item<GC>>(book, k));
            all.insert(*items.back());
        }
        for (int k = 0; k < 20; ++k) {
            auto found = k % 2 == 0 ? all.get(k) : all.extract(k);
            held.push_back(hpref::promote(found));
            BOOST_TEST(found.empty());
        }
        for (int k = 0; k < 20; k += 2)
            BOOST_TEST(all.erase(k));
    }
    GC::force_dispose();
    BOOST_TEST(book.disposed() == 0u);
    for (int k = 0; k < 20; ++k) {
        auto const at = static_cast<std::size_t>(k);
        BOOST_TEST((held[at]->key == k && held[at]->references() == 1));
        held[at].put();
    }
    BOOST_TEST(book.each_disposed_once());
}

// Readers promote what a guard protects while the writer replaces and retires it.
BOOST_AUTO_TEST_CASE_TEMPLATE(promotion_races_with_retirement_and_neither_loses, GC, gc_policies) {
    ledger book;
    std::size_t const rounds = 2000 * scale();
    std::vector<std::unique_ptr<thing>> all;
    for (std::size_t i = 0; i <= rounds; ++i)
        all.push_back(std::make_unique<thing>(book));
    source from{all[0].get()};
    std::atomic<bool> stop{false};
    std::atomic<std::size_t> wrong{0};
    run_threads(3, [&](std::size_t self) {
        if (self == 0) {
            for (std::size_t i = 1; i <= rounds; ++i) {
                hpref::retire<GC>(from.exchange(all[i].get(), std::memory_order_acq_rel));
                if (i % 16 == 0)
                    GC::force_dispose();
            }
            stop = true;
            return;
        }
        typename GC::Guard guard;
        while (!stop) {
            guard.protect(from);
            hpref::ref<thing> const held = hpref::promote<thing>(guard);
            wrong += !held->alive();
        }
    });
    BOOST_TEST(wrong == 0u);
    hpref::retire<GC>(from.load());
    GC::force_dispose();
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
