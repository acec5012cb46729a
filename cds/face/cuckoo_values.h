// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_CUCKOO_VALUES_H
#define CDSLIB_FACE_CUCKOO_VALUES_H

#include <cds/face/concepts.h>
#include <cds/face/owning_map.h>
#include <cds/face/owning_set.h>
#include <cds/opt/options.h>
#include <cds/structures/hash/cuckoo/table.h>

#include <type_traits>
#include <utility>

namespace cds::container::details {

/// The node of the values of a cuckoo set or map.
template <class Traits>
using cuckoo_node = intrusive::cuckoo::node<typename Traits::probeset_type,
                                            Traits::store_hash ? Traits::hash::size : 0>;

/// The types of a cuckoo set or map: `Item` says what is in a node.
template <class Item, class Traits>
struct cuckoo_parts {
    using node_allocator = typename opt::select_default<typename Traits::node_allocator,
                                                        typename Traits::allocator>::type;
    using nodes = node_factory<typename Item::node_type, node_allocator>;

    struct intrusive_traits : opt::base_traits<Traits> {
        using hook = intrusive::cuckoo::base_hook<
            intrusive::cuckoo::probeset_type<typename Traits::probeset_type>,
            intrusive::cuckoo::store_hash<cuckoo_node<Traits>::hash_array_size>>;
        using disposer = typename nodes::disposer;
    };
    struct key_of {
        auto const& operator()(typename Item::node_type const& n) const noexcept {
            return Item::key(n);
        }
    };
    using table =
        intrusive::cuckoo::details::table<typename Item::node_type, intrusive_traits, key_of>;
};

/// The values of a cuckoo set or map, in nodes of its own: the store of `owning_locked`. A value is
/// built before the table is looked at.
template <class Item, class Traits>
class cuckoo_values : public cuckoo_parts<Item, Traits>::table {
    using parts = cuckoo_parts<Item, Traits>;
    using base = typename parts::table;
    using node_type = typename Item::node_type;
    using owner = typename parts::nodes::owner;

public:
    using traits = Traits;
    using value_type = typename Item::value_type;
    using node_allocator = typename parts::node_allocator;

    using base::base;
    ~cuckoo_values() { base::clear(); }

protected:
    static constexpr bool has_find_with = true;

    template <class Q, class F>
    bool insert_at(Q const& key, F&& f) {
        return adopt(nodes_.make(key), f);
    }
    template <class... Args>
    bool emplace_at(Args&&... args) {
        return adopt(nodes_.make(std::forward<Args>(args)...), intrusive::details::ignore_all());
    }
    template <class Q, class F>
    std::pair<bool, bool> update_at(Q const& key, F&& f, bool may_insert) {
        owner fresh = nodes_.make(key);
        return base::update_at(
            *fresh,
            [&](bool inserted, node_type& n, node_type&) {
                if (inserted)
                    (void)fresh.release();
                f(inserted, Item::value(n), key);
            },
            may_insert);
    }
    /// `f` sees the value when it is taken out, and nobody else can see it any more.
    template <class Q, class F, class... Pred>
    bool erase_at(Q const& key, F&& f, Pred... pred) {
        owner const taken(base::erase_at(key, intrusive::details::ignore_all(), pred...));
        if (taken)
            f(Item::value(*taken));
        return bool(taken);
    }
    template <class Q, class F, class... Pred>
    bool find_at(Q& key, F&& f, Pred... pred) {
        return base::find_at(key, [&f](node_type& n) { f(Item::value(n)); }, pred...);
    }

private:
    template <class F>
    bool adopt(owner fresh, F&& f) {
        return base::insert_at(*fresh, [&](node_type& n) {
            (void)fresh.release();
            f(Item::value(n));
        });
    }

    [[no_unique_address]] typename parts::nodes nodes_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_CUCKOO_VALUES_H
