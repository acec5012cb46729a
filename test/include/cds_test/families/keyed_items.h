// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_KEYED_ITEMS_H
#define CDSLIB_TEST_FAMILIES_KEYED_ITEMS_H

#include <cds_test/families/family.h>
#include <cds_test/int_keys.h>

#include <cds/intrusive/options.h>
#include <cds/opt/options.h>

#include <atomic>
#include <cstddef>

// Objects with an integer key, one kind for each way in which a set finds its link in them, and the
// sets of them that check every link.
namespace cds_test::families {

struct numbered {
    explicit numbered(int k) : key(k) {}
    int const key;
    int value = 0;
    std::atomic<unsigned> disposals{0};
};

struct count_disposals {
    template <class Item>
    void operator()(Item* p) const {
        p->disposals.fetch_add(1, std::memory_order_acq_rel);
    }
};

template <class Family>
struct keyed {
    template <class GC>
    struct based : numbered, Family::template node<GC> {
        using numbered::numbered;
        using hook = typename Family::template base_hook<cds::opt::gc<GC>>;
    };

    template <class GC>
    struct membered {
        explicit membered(int k) : key(k) {}
        // at the front: its offset can be told without the type
        typename Family::template node<GC> link;
        int const key;
        int value = 0;
        std::atomic<unsigned> disposals{0};
        using hook = typename Family::template member_hook<0, cds::opt::gc<GC>>;
    };

    template <class GC>
    struct converted : numbered {
        using numbered::numbered;
        typename Family::template node<GC> link;
        using node_type = typename Family::template node<GC>;

        struct conversions {
            using node_type = typename converted::node_type;
            static node_type* to_node_ptr(converted& v) { return &v.link; }
            static node_type* to_node_ptr(converted* v) { return v ? &v->link : nullptr; }
            static node_type const* to_node_ptr(converted const& v) { return &v.link; }
            static node_type const* to_node_ptr(converted const* v) {
                return v ? &v->link : nullptr;
            }
            static converted* to_value_ptr(node_type& n) {
                return reinterpret_cast<converted*>(reinterpret_cast<char*>(&n) - offset());
            }
            static converted* to_value_ptr(node_type* n) { return n ? to_value_ptr(*n) : nullptr; }
            static converted const* to_value_ptr(node_type const& n) {
                return to_value_ptr(const_cast<node_type&>(n));
            }
            static converted const* to_value_ptr(node_type const* n) {
                return n ? to_value_ptr(*n) : nullptr;
            }
            static std::ptrdiff_t offset() {
                alignas(converted) static char room[sizeof(converted)];
                auto* const v = reinterpret_cast<converted*>(room);
                return reinterpret_cast<char*>(&v->link) - room;
            }
        };
        using hook = typename Family::template traits_hook<conversions, cds::opt::gc<GC>>;
    };

    template <class Item>
    struct traits : Family::intrusive_traits {
        using hook = typename Item::hook;
        using less = less_key;
        using hash = hash_key; // of those that are hash sets by themselves
        using disposer = count_disposals;
        using item_counter = cds::atomicity::item_counter;
        using stat = typename Family::stat;
        static constexpr auto link_checker = cds::intrusive::opt::always_check_link;
    };
    template <class GC, template <class> class Item>
    using list = typename Family::template intrusive<GC, Item<GC>, traits<Item<GC>>>;

    struct hash_traits : Family::hash::intrusive_traits {
        using hash = hash_key;
    };
    /// Four buckets: chains have several items, and iterators go from one chain to the next.
    template <class GC, template <class> class Item>
    struct hash
        : sized<typename Family::hash::template intrusive<GC, list<GC, Item>, hash_traits>, 6, 2> {
    };
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_KEYED_ITEMS_H
