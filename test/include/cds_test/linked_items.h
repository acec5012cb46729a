// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_LINKED_ITEMS_H
#define CDSLIB_TEST_LINKED_ITEMS_H

#include <cds/structures/single_link.h>

#include <cstddef>
#include <deque>

// Objects for intrusive stacks and queues, one for each kind of hook. `Hooked<GC>` has the type
// `item` and the `hook` that finds its node.
namespace cds_test {

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

struct some_tag;

/// The kinds of hooks for the nodes of `Family`.
template <class Family>
struct hooks_of {
    template <class... Options>
    using base_hook = cds::intrusive::details::base_hook<Family, Options...>;
    template <class GC>
    using node_of = typename base_hook<cds::opt::gc<GC>>::node_type;

    template <class GC>
    struct base_hooked {
        using hook = base_hook<cds::opt::gc<GC>>;
        struct item : record, hook::node_type {
            using record::record;
        };
    };

    template <class GC>
    struct tag_hooked { // and polymorphic, so that a cast of what is no item would be seen
        using hook = base_hook<cds::opt::gc<GC>, cds::opt::tag<some_tag>>;
        struct item : record, hook::node_type {
            using record::record;
            virtual ~item() = default;
        };
    };

    template <class GC>
    struct member_hooked {
        using item = record_with_link<node_of<GC>>;
        using hook =
            cds::intrusive::details::member_hook<Family, offsetof(item, link), cds::opt::gc<GC>>;
    };

    template <class GC>
    struct traits_hooked {
        using item = record_with_link<node_of<GC>>;
        struct node_traits {
            using node = node_of<GC>;
            static node* to_node_ptr(item& i) { return &i.link; }
            static node* to_node_ptr(item* i) { return i ? &i->link : nullptr; }
            static node const* to_node_ptr(item const& i) { return &i.link; }
            static node const* to_node_ptr(item const* i) { return i ? &i->link : nullptr; }
            static item* to_value_ptr(node& n) { return to_value_ptr(&n); }
            static item* to_value_ptr(node* n) {
                return n ? reinterpret_cast<item*>(reinterpret_cast<char*>(n) -
                                                   offsetof(item, link))
                         : nullptr;
            }
            static item const* to_value_ptr(node const& n) {
                return to_value_ptr(const_cast<node&>(n));
            }
            static item const* to_value_ptr(node const* n) {
                return to_value_ptr(const_cast<node*>(n));
            }
        };
        using hook = cds::intrusive::details::traits_hook<Family, node_traits, cds::opt::gc<GC>>;
    };
};

using with_one_link = hooks_of<cds::intrusive::single_link::hook_family>;

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
