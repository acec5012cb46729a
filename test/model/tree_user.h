// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_TREE_USER_H
#define CDSLIB_TEST_MODEL_TREE_USER_H

#include <cds/gc/dhp.h>
#include <cds_test/bronson_maps.h>

#include <atomic>
#include <cstddef>
#include <initializer_list>

#include "model_items.h"

// A BronsonAVLTreeMap of items with the keys 1 to 7, whose nodes and values come back at once, and
// a log of what was done to it.
namespace cds_model {

// The keys 1 to 7 in one object, and the first and the last of those that are there.
struct sorted_spec {
    enum : int { insert, erase, contains, replace_item, take_first, take_last };
    using state = unsigned;

    static bool apply(state& keys, cds_test::operation const& op) {
        if (op.code == take_first || op.code == take_last) {
            long taken = 0;
            for (long key = 1; key != 8; ++key)
                if ((keys >> key & 1) != 0 && (taken == 0 || op.code == take_last))
                    taken = key;
            keys &= ~(taken != 0 ? 1U << taken : 0U);
            return op.result == taken;
        }
        unsigned const bit = 1U << op.key;
        bool const there = (keys & bit) != 0;
        if (op.code == insert || op.code == replace_item)
            keys |= bit;
        else if (op.code == erase)
            keys &= ~bit;
        bool const done = op.code == insert || op.code == replace_item ? !there : there;
        return op.result == (done ? 1 : 0);
    }
};
// A key that knows whether its node is still there.
struct number {
    explicit number(long n) : value(n) {}
    shared<long> value;
};
struct compare_numbers {
    static long of(long n) { return n; }
    static long of(number const& n) { return n.value.get(); }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return static_cast<int>(of(a) - of(b));
    }
};

// Memory that stays, so that a late access is seen, and that comes back at once.
struct node_memory {
    static constexpr std::size_t block = 256;
    static constexpr std::size_t most = 32;

    node_memory() { current = this; }
    static inline node_memory* current = nullptr;

    struct alignas(std::max_align_t) place {
        std::byte bytes[block];
    };
    place places[most];
    place* free[max_fibers + 1][most];
    std::size_t free_count[max_fibers + 1]{};
    std::atomic<std::size_t> used{0};
};
template <class T>
struct stable_allocator {
    using value_type = T;
    stable_allocator() = default;
    template <class U>
    stable_allocator(stable_allocator<U> const&) noexcept {}

    static T* allocate(std::size_t) {
        static_assert(sizeof(T) <= node_memory::block);
        node_memory& memory = *node_memory::current;
        auto const me = static_cast<std::size_t>(current_fiber() + 1);
        if (memory.free_count[me] != 0) {
            reached("a node's memory was used again");
            return reinterpret_cast<T*>(memory.free[me][--memory.free_count[me]]);
        }
        std::size_t const next = memory.used.fetch_add(1, std::memory_order_relaxed);
        check(next < node_memory::most, "the model needs more nodes");
        return reinterpret_cast<T*>(&memory.places[next]);
    }
    static void deallocate(T* p, std::size_t) noexcept {
        node_memory& memory = *node_memory::current;
        auto const me = static_cast<std::size_t>(current_fiber() + 1);
        memory.free[me][memory.free_count[me]++] = reinterpret_cast<node_memory::place*>(p);
        reached("a node was disposed of");
    }
    friend bool operator==(stable_allocator, stable_allocator) noexcept { return true; }
};

// The values.
struct no_base {};
using tree_item = item<no_base>;

struct tree_traits : cds::container::bronson_avltree::traits {
    using compare = compare_numbers;
    using node_allocator = stable_allocator<int>;
    using disposer = recycle<tree_item>;
    using sync_monitor = cds::sync::injecting_monitor<cds::sync::spin_lock<cds::backoff::yield>>;
    using back_off = cds::backoff::yield;
};
template <class GC, class Traits>
class tree_user : public model {
public:
    void finish() override {
        for (long key = 1; key != 8; ++key)
            contains(key);
        check_history<sorted_spec>(log_);
        check(tree_.is_in_order(), "the tree is not in order");
    }

protected:
    using map = cds_test::inspected_tree<GC, number, tree_item*, Traits>;

    void insert_all(std::initializer_list<long> keys) {
        for (long const key : keys)
            insert(key);
    }
    void insert(long key) {
        tree_item& fresh = items_.take(key);
        if (log_.record(sorted_spec::insert, key, 0,
                        [&] { return tree_.insert(key, &fresh) ? 1 : 0; }) == 0)
            items_.give(fresh);
    }
    void replace(long key) {
        tree_item& fresh = items_.take(key);
        log_.record(sorted_spec::replace_item, key, 0,
                    [&] { return tree_.update(key, &fresh).second ? 1 : 0; });
    }
    void erase(long key) {
        log_.record(sorted_spec::erase, key, 0, [&] {
            return tree_.erase(key, [key](number const& k, tree_item const& e) {
                check(k.value.get() == key && e.value.get() == key, "erased another key");
            });
        });
    }
    void extract(long key) {
        log_.record(sorted_spec::erase, key, 0,
                    [&] { return look_at(tree_.extract(key), key, "extracted"); });
    }
    void take_first() {
        log_.record(sorted_spec::take_first, 0, 0, [&] { return take_end(true); });
    }
    void take_last() {
        log_.record(sorted_spec::take_last, 0, 0, [&] { return take_end(false); });
    }
    // Without a lock and without a guard for the value.
    bool contains(long key) {
        return log_.record(sorted_spec::contains, key, 0, [&] { return tree_.contains(key); }) != 0;
    }
    bool get(long key) {
        return log_.record(sorted_spec::contains, key, 0,
                           [&] { return look_at(tree_.get(key), key, "got"); }) != 0;
    }
    void find(long key) {
        log_.record(sorted_spec::contains, key, 0, [&] {
            return tree_.find(key, [key](number const& k, tree_item const& e) {
                scheduling_point();
                check(k.value.get() == key && e.value.get() == key, "found another key");
                reached("found");
            });
        });
    }
    static void scan() { gc::scan(); }

    recorder log_;
    item_store<tree_item> items_;
    node_memory memory_;
    fresh_domain domain_{3, 4};
    map tree_;

private:
    // For a while.
    static int look_at(typename map::guarded_ptr value, long key, char const* how) {
        for (int i = 0; value && i != 8; ++i)
            scheduling_point();
        if (value) {
            reached(how);
            check(value->value.get() == key, "a value of another key");
        }
        return value ? 1 : 0;
    }
    long take_end(bool first) {
        long key = 0;
        auto const note = [&key](number const& k) { key = k.value.get(); };
        auto const value = first ? tree_.extract_min(note) : tree_.extract_max(note);
        check(!value || value->value.get() == key, "extracted another key's value");
        return value ? key : 0;
    }
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_TREE_USER_H
