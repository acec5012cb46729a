// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_LINKED_ITEMS_H
#define CDSLIB_TEST_LINKED_ITEMS_H

#include <cds/structures/single_link.h>

#include <cstddef>
#include <deque>

// Objects for intrusive stacks and queues, one for each kind of hook. `hooked<GC>` has the type
// `item` and the `hook` that finds its link.
namespace cds_test {

namespace single_link = cds::intrusive::single_link;

struct record {
    record() = default;
    explicit record(long v) : value(v) {}
    long value = 0;
    unsigned disposals = 0;
};

template <class Node>
struct record_with_link { // of standard layout, as offsetof wants it
    explicit record_with_link(long v) : value(v) {}
    long value;
    unsigned disposals = 0;
    Node link;
};

struct count_disposals {
    template <class Item>
    void operator()(Item* item) const {
        ++calls;
        ++item->disposals;
    }
    inline static std::size_t calls = 0; // also with what was no item
};

template <class GC>
struct base_hooked {
    struct item : record, single_link::node<GC> {
        using record::record;
    };
    using hook = single_link::base_hook<cds::opt::gc<GC>>;
};

struct some_tag;
template <class GC>
struct tag_hooked { // and polymorphic, so that a cast of what is no item would be seen
    struct item : record, single_link::node<GC, some_tag> {
        using record::record;
        virtual ~item() = default;
    };
    using hook = single_link::base_hook<cds::opt::gc<GC>, cds::opt::tag<some_tag>>;
};

template <class GC>
struct member_hooked {
    using item = record_with_link<single_link::node<GC>>;
    using hook = single_link::member_hook<offsetof(item, link), cds::opt::gc<GC>>;
};

template <class GC>
struct traits_hooked {
    using item = record_with_link<single_link::node<GC>>;
    struct node_traits {
        using node = single_link::node<GC>;
        static node* to_node_ptr(item& i) { return &i.link; }
        static node* to_node_ptr(item* i) { return i ? &i->link : nullptr; }
        static node const* to_node_ptr(item const& i) { return &i.link; }
        static node const* to_node_ptr(item const* i) { return i ? &i->link : nullptr; }
        static item* to_value_ptr(node& n) { return to_value_ptr(&n); }
        static item* to_value_ptr(node* n) {
            return n ? reinterpret_cast<item*>(reinterpret_cast<char*>(n) - offsetof(item, link))
                     : nullptr;
        }
        static item const* to_value_ptr(node const& n) {
            return to_value_ptr(const_cast<node&>(n));
        }
        static item const* to_value_ptr(node const* n) {
            return to_value_ptr(const_cast<node*>(n));
        }
    };
    using hook = single_link::traits_hook<node_traits, cds::opt::gc<GC>>;
};

/// Objects numbered from 0 that outlive what is retired of them. Declared before the queue.
template <class GC, class Item>
struct pool : std::deque<Item> {
    explicit pool(long n) {
        for (long i = 0; i < n; ++i)
            this->emplace_back(i);
    }
    ~pool() { GC::force_dispose(); }
};

template <class Items>
unsigned disposals(Items const& items) {
    unsigned sum = 0;
    for (auto const& item : items)
        sum += item.disposals;
    return sum;
}

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_LINKED_ITEMS_H
