// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_UNIT_SET_INTRUSIVE_SET_TYPES_H
#define CDSLIB_TEST_UNIT_SET_INTRUSIVE_SET_TYPES_H

#include <cds/intrusive/lazy_list_dhp.h>
#include <cds/intrusive/lazy_list_hp.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds/intrusive/michael_set.h>
#include <cds_test/gc_policies.h>
#include <cds_test/int_keys.h>

#include <atomic>
#include <cstddef>
#include <deque>
#include <mutex>
#include <tuple>

// Intrusive sets of integers, one for each policy, hook and structure, under one interface.
namespace cds_test {

namespace ci = cds::intrusive;

struct numbered {
    explicit numbered(int k) : key(k) {}
    int const key;
    int value = 0;
    std::atomic<unsigned> disposals{0};
};

template <class GC>
struct based_item : numbered, ci::michael_list::node<GC> {
    using numbered::numbered;
    using hook = ci::michael_list::base_hook<cds::opt::gc<GC>>;
};

template <class GC>
struct membered_item {
    explicit membered_item(int k) : key(k) {}
    ci::michael_list::node<GC> link; // at the front: its offset can be told without the type
    int const key;
    int value = 0;
    std::atomic<unsigned> disposals{0};
    using hook = ci::michael_list::member_hook<0, cds::opt::gc<GC>>;
};

template <class GC>
struct converted_item : numbered {
    using numbered::numbered;
    ci::michael_list::node<GC> link;
    using node_type = ci::michael_list::node<GC>;

    struct conversions {
        static node_type* to_node_ptr(converted_item& v) { return &v.link; }
        static node_type* to_node_ptr(converted_item* v) { return v ? &v->link : nullptr; }
        static node_type const* to_node_ptr(converted_item const& v) { return &v.link; }
        static node_type const* to_node_ptr(converted_item const* v) {
            return v ? &v->link : nullptr;
        }
        static converted_item* to_value_ptr(node_type& n) {
            return reinterpret_cast<converted_item*>(reinterpret_cast<char*>(&n) - offset());
        }
        static converted_item* to_value_ptr(node_type* n) { return n ? to_value_ptr(*n) : nullptr; }
        static converted_item const* to_value_ptr(node_type const& n) {
            return to_value_ptr(const_cast<node_type&>(n));
        }
        static converted_item const* to_value_ptr(node_type const* n) {
            return n ? to_value_ptr(*n) : nullptr;
        }
        static std::ptrdiff_t offset() {
            alignas(converted_item) static char room[sizeof(converted_item)];
            auto* const v = reinterpret_cast<converted_item*>(room);
            return reinterpret_cast<char*>(&v->link) - room;
        }
    };
    using hook = ci::michael_list::traits_hook<conversions, cds::opt::gc<GC>>;
};

struct count_disposals {
    template <class Item>
    void operator()(Item* p) const {
        p->disposals.fetch_add(1, std::memory_order_acq_rel);
    }
};

template <class Item>
struct set_traits : ci::michael_list::traits {
    using hook = typename Item::hook;
    using less = less_key;
    using disposer = count_disposals;
    using item_counter = cds::atomicity::item_counter;
    using stat = ci::michael_list::stat<>;
    static constexpr ci::opt::link_check_type link_checker = ci::opt::always_check_link;
};

template <class GC, template <class> class Item>
using list_of = ci::MichaelList<GC, Item<GC>, set_traits<Item<GC>>>;

struct hash_traits : ci::michael_set::traits {
    using hash = hash_key;
};

/// Four buckets: chains have several items, and iterators go from one chain to the next.
template <class GC, template <class> class Item>
struct hash_of : ci::MichaelHashSet<GC, list_of<GC, Item>, hash_traits> {
    hash_of() : ci::MichaelHashSet<GC, list_of<GC, Item>, hash_traits>(6, 2) {}
};

template <class GC, class Lock>
struct locked_item : numbered, ci::lazy_list::node<GC, Lock> {
    using numbered::numbered;
    using hook = ci::lazy_list::base_hook<cds::opt::gc<GC>, cds::opt::lock_type<Lock>>;
};
template <class GC, class Lock>
struct lazy_traits : ci::lazy_list::traits {
    using hook = typename locked_item<GC, Lock>::hook;
    using less = less_key;
    using disposer = count_disposals;
    using item_counter = cds::atomicity::item_counter;
    using stat = ci::lazy_list::stat<>;
    static constexpr ci::opt::link_check_type link_checker = ci::opt::always_check_link;
};
template <class GC, class Lock = cds::sync::spin>
using lazy_list_of = ci::LazyList<GC, locked_item<GC, Lock>, lazy_traits<GC, Lock>>;
template <class GC, class Lock = cds::sync::spin>
struct lazy_hash_of : ci::MichaelHashSet<GC, lazy_list_of<GC, Lock>, hash_traits> {
    lazy_hash_of() : ci::MichaelHashSet<GC, lazy_list_of<GC, Lock>, hash_traits>(6, 2) {}
};

using intrusive_lists =
    std::tuple<list_of<cds::gc::HP, based_item>, list_of<cds::gc::DHP, membered_item>,
               list_of<tiny_DHP, converted_item>, list_of<tiny_DHP, based_item>,
               lazy_list_of<cds::gc::HP>, lazy_list_of<tiny_DHP, std::mutex>>;
using intrusive_sets =
    std::tuple<list_of<cds::gc::HP, based_item>, list_of<cds::gc::DHP, membered_item>,
               list_of<tiny_DHP, converted_item>, hash_of<cds::gc::HP, membered_item>,
               hash_of<cds::gc::DHP, converted_item>, hash_of<tiny_DHP, based_item>,
               lazy_list_of<cds::gc::HP>, lazy_list_of<tiny_DHP, std::mutex>,
               lazy_hash_of<cds::gc::HP, std::mutex>, lazy_hash_of<tiny_DHP>>;

using intrusive_hash_sets =
    std::tuple<hash_of<cds::gc::HP, membered_item>, hash_of<cds::gc::DHP, converted_item>,
               hash_of<tiny_DHP, based_item>, lazy_hash_of<cds::gc::DHP>>;

/// A set, and items with the keys 0 ... n - 1 that outlive it and all that it retired.
template <class Set>
struct set_and_items {
    using item = typename Set::value_type;
    using gc = typename Set::gc;

    explicit set_and_items(int n) {
        for (int key = 0; key < n; ++key)
            items.emplace_back(key);
    }

    item& operator[](int key) { return items[static_cast<std::size_t>(key)]; }
    void insert_all() {
        for (item& i : items)
            set.insert(i);
    }
    unsigned disposals(int key) {
        dispose();
        return (*this)[key].disposals.load(std::memory_order_acquire);
    }
    static void dispose() { gc::force_dispose(); }

    struct at_the_end {
        ~at_the_end() { dispose(); }
    };

    std::deque<item> items;
    at_the_end between_set_and_items;
    Set set;
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_UNIT_SET_INTRUSIVE_SET_TYPES_H
