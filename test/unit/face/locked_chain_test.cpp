// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A chain of another kind behind the faces: an ordered list with a lock for each head. The faces
// ask for no more than `chain_of` names, so a set, a hash set and a set of values are made of it.
#include <cds/face/ordered_set.h>
#include <cds/face/owning_set.h>
#include <cds/gc/dhp.h>
#include <cds/intrusive/details/base.h>
#include <cds/structures/hash/buckets.h>
#include <cds/structures/structure.h>
#include <cds_test/disposer.h>
#include <cds_test/int_keys.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace {

namespace ci = cds::intrusive;
using cds::gc::DHP;

template <class GC, class Tag = cds::opt::none>
struct locked_node {
    using gc = GC;
    using tag = Tag;
    locked_node* next = nullptr;
};

struct family {
    struct default_hook {
        using gc = ci::details::undefined_gc;
        using tag = cds::opt::none;
    };
    template <class Options>
    using node = locked_node<typename Options::gc, typename Options::tag>;
};
template <class... Options>
using base_hook = ci::details::base_hook<family, Options...>;

struct erase_stat {
    void onEraseSuccess() const noexcept {}
    void onEraseFailed() const noexcept {}
};

struct traits {
    using hook = base_hook<cds::opt::gc<DHP>>;
    using compare = cds::opt::none;
    using less = cds::opt::none;
    using back_off = cds::backoff::empty;
    using disposer = ci::opt::v::empty_disposer;
    using item_counter = cds::atomicity::item_counter;
    using stat = erase_stat;
    static constexpr auto link_checker = ci::opt::never_check_link;
    using memory_model = cds::opt::v::relaxed_ordering;
};

template <class GC, class T, class Traits>
class locked_chain : public ci::details::structure<GC, T, Traits> {
    using base = ci::details::structure<GC, T, Traits>;

public:
    using typename base::node_traits;
    using typename base::node_type;
    using key_comparator = typename cds::opt::details::make_comparator<T, Traits>::type;
    static constexpr std::size_t c_nHazardPtrCount = 1;

protected:
    using typename base::policy;
    using guarded_ptr = typename policy::template guarded_ptr<T>;

    struct link {
        std::mutex lock;
        node_type* first = nullptr;
    };
    struct retirer {
        void operator()(T* p) const { typename base::disposer()(p); }
    };

    template <class F>
    bool insert_at(link& head, T& value, F f) {
        return update_at(
                   head, value,
                   [&](bool inserted, T& item, T&) {
                       if (inserted)
                           f(item);
                   },
                   true)
            .second;
    }

    template <class F>
    std::pair<bool, bool> update_at(link& head, T& value, F f, bool may_insert) {
        std::lock_guard const here(head.lock);
        auto const [at, there] = place_of(head, value, key_comparator());
        if (there) {
            f(false, *node_traits::to_value_ptr(*at), value);
            return {true, false};
        }
        if (!may_insert)
            return {false, false};
        node_type* const fresh = node_traits::to_node_ptr(value);
        fresh->next = std::exchange(*at, fresh);
        ++counter_;
        f(true, value, value);
        return {true, true};
    }

    template <class Key, class Compare, class F>
    guarded_ptr extract_at(link& head, Key const& key, Compare compare, F f,
                           node_type const* only = nullptr) {
        policy::reserve(1);
        std::lock_guard const here(head.lock);
        auto const [at, there] = place_of(head, key, compare);
        if (!there || (only && only != *at))
            return guarded_ptr();
        T* const item = node_traits::to_value_ptr(*at);
        guarded_ptr held(item);
        *at = (*at)->next;
        --counter_;
        policy::template retire<retirer>(item);
        f(*item);
        return held;
    }

    template <bool, class Key, class Compare, class F>
    bool find_at(link& head, Key const& key, Compare compare, F f) const {
        guarded_ptr found = get_at<false>(head, key, compare);
        if (found)
            f(*found);
        return bool(found);
    }

    template <bool, class Key, class Compare>
    guarded_ptr get_at(link& head, Key const& key, Compare compare) const {
        std::lock_guard const here(head.lock);
        auto const [at, there] = place_of(head, key, compare);
        return there ? guarded_ptr(node_traits::to_value_ptr(*at)) : guarded_ptr();
    }

    static guarded_ptr next_item(link& head, T const* after) {
        std::lock_guard const here(head.lock);
        node_type* n = head.first;
        while (n && after && key_comparator()(*node_traits::to_value_ptr(n), *after) <= 0)
            n = n->next;
        return n ? guarded_ptr(node_traits::to_value_ptr(n)) : guarded_ptr();
    }

    void clear_at(link& head) {
        while (extract_at(head, 0, [](T const&, int) { return 0; }, [](T&) {}))
            ;
    }

    template <class Dispose>
    void drop_at(link& head, Dispose dispose) {
        while (node_type* const n = head.first) {
            head.first = n->next;
            --counter_;
            dispose(node_traits::to_value_ptr(n));
        }
    }

    static bool is_empty(link& head) noexcept {
        std::lock_guard const here(head.lock);
        return head.first == nullptr;
    }

    typename base::item_counter counter_;
    typename base::stat stat_;

private:
    template <class, bool>
    friend class ci::details::chain_iterator;

    /// Where the first item that does not compare less is linked, and whether it is equal.
    template <class Key, class Compare>
    static std::pair<node_type**, bool> place_of(link& head, Key const& key, Compare compare) {
        node_type** at = &head.first;
        for (; *at; at = &(*at)->next)
            if (int const c = compare(*node_traits::to_value_ptr(*at), key); c >= 0)
                return {at, c == 0};
        return {at, false};
    }
};

struct item : cds_test::mortal<item>, locked_node<DHP> {
    explicit item(int k) : key(k) {}
    int key;
};
struct item_traits : traits {
    using less = cds_test::less_key;
    using disposer = cds_test::delete_it;
};

using item_chain = locked_chain<DHP, item, item_traits>;
using list = ci::details::ordered_set<item_chain, ci::details::one_head>;
using buckets = ci::details::hash_buckets<cds_test::hash_key, CDS_DEFAULT_ALLOCATOR>;
struct hash_set : ci::details::ordered_set<item_chain, buckets> {
    hash_set() : ci::details::ordered_set<item_chain, buckets>(std::in_place, std::size_t(8)) {}
};

// A set of values over it, with nodes of an allocator.
struct value_traits : traits {
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using less = std::less<>;
};
struct nodes
    : cds::container::details::owned_nodes<
          DHP, cds::container::details::set_item<locked_node<DHP>, std::string>, value_traits> {
    using chain_type = locked_chain<DHP, node_type, intrusive_traits<base_hook<cds::opt::gc<DHP>>>>;
    using type = ci::details::ordered_set<chain_type, ci::details::one_head>;
};
using value_list = cds::container::details::owning_set<nodes, nodes::type>;

using sets = std::tuple<list, hash_set>;

} // namespace

BOOST_AUTO_TEST_SUITE(locked_chain_behind_the_faces)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_member_of_the_face_works, Set, sets) {
    {
        Set set;
        BOOST_TEST(set.empty());
        for (int i = 20; i-- != 0;)
            BOOST_TEST(set.insert(*new item(i)));
        auto twice = std::make_unique<item>(7);
        BOOST_TEST(!set.insert(*twice));
        BOOST_TEST(!set.unlink(*twice));
        BOOST_TEST(set.size() == 20u);
        int seen = 0;
        for (item const& i : set)
            seen += i.key;
        BOOST_TEST(seen == 190);
        BOOST_TEST(set.update(*twice, [](bool, item& i, item&) { i.value = 1; }).first);
        BOOST_TEST(set.find(7, [](item& i, int) { BOOST_TEST(i.value == 1u); }));
        BOOST_TEST(set.get(8)->key == 8);
        auto const taken = set.extract(8);
        BOOST_TEST(taken->alive());
        BOOST_TEST(!set.contains(8));
        BOOST_TEST(set.erase(9, [](item& i) { BOOST_TEST(i.alive()); }));
        BOOST_TEST(!set.erase(9));
        set.clear();
        BOOST_TEST(set.empty());
    }
    DHP::force_dispose();
    BOOST_TEST(item::made.load() == item::destroyed.load());
    BOOST_TEST(item::killed_twice.load() == 0u);
}

// A chain that cannot replace: the old item is erased first.
BOOST_AUTO_TEST_CASE_TEMPLATE(an_item_is_replaced_in_two_steps, Set, sets) {
    static_assert(!Set::assigns_in_one_step);
    {
        Set set;
        auto first = std::make_unique<item>(7);
        BOOST_TEST((set.upsert(*first, false) == std::pair(false, false)));
        BOOST_TEST((set.upsert(*first) == std::pair(true, true)));
        auto const held = set.get(7);
        BOOST_TEST((held.operator->() == first.release()));
        auto* const second = new item(7);
        BOOST_TEST((set.upsert(*second, false) == std::pair(true, false)));
        BOOST_TEST((set.get(7).operator->() == second));
        BOOST_TEST(held->alive());
        BOOST_TEST(set.size() == 1u);
    }
    DHP::force_dispose();
    BOOST_TEST(item::made.load() == item::destroyed.load());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(threads_share_it, Set, sets) {
    std::atomic<int> inserted{0};
    std::atomic<int> erased{0};
    {
        Set set;
        cds_test::run_threads(4, [&](std::size_t self) {
            for (int i = 0; i != 500; ++i) {
                int const key = (i + static_cast<int>(self)) % 16;
                if (auto fresh = std::make_unique<item>(key); set.insert(*fresh)) {
                    (void)fresh.release();
                    ++inserted;
                }
                erased += set.erase((key + 8) % 16);
            }
        });
        BOOST_TEST(set.size() == static_cast<std::size_t>(inserted - erased));
    }
    DHP::force_dispose();
    BOOST_TEST(item::made.load() == item::destroyed.load());
}

BOOST_AUTO_TEST_CASE(a_set_of_values_has_the_whole_interface) {
    value_list set;
    BOOST_TEST(set.insert("b"));
    BOOST_TEST(set.emplace(3u, 'a'));
    BOOST_TEST(!set.insert(std::string("aaa")));
    BOOST_TEST(
        set.update("c", [](bool fresh, std::string&, char const*) { BOOST_TEST(fresh); }).second);
    std::string all;
    for (std::string const& s : set)
        all += s;
    BOOST_TEST(all == "aaabc");
    BOOST_TEST(*set.extract("b") == "b");
    BOOST_TEST(set.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
