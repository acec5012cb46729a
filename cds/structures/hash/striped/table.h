// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_STRIPED_TABLE_H
#define CDSLIB_STRUCTURES_HASH_STRIPED_TABLE_H

#include <cds/details/allocator.h>
#include <cds/details/what_is_thrown_by.h>
#include <cds/opt/hash.h>
#include <cds/opt/options.h>
#include <cds/structures/hash/buckets.h>
#include <cds/structures/hash/striped/bucket.h>
#include <cds/structures/hash/striped/striping.h>
#include <cds/structures/hash/table_size.h>

#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace cds::intrusive::striped_set {
namespace details {

/// The options of a striped set and their defaults.
struct set_traits {
    /// Who protects the buckets: `striping`, `refinable`, or a class like these.
    using mutex_policy = striping<>;
    /// `size_t operator()(key) const` for the items and for every type that they are looked up by.
    /// opt::none means `std::hash` of that type.
    using hash = opt::none;
    /// Counts the items. Policies that look at the load need it, and so does `empty()`.
    using item_counter = cds::atomicity::item_counter;
    /// Allocates the buckets.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    /// When the table grows. opt::none means what the bucket suggests.
    using resizing_policy = opt::none;
    /// The order of the items in rows.
    using compare = opt::none;
    using less = opt::none;
    /// How items get from the old table to the new one.
    using copy_policy = opt::none;
};

/// An array of buckets, a power of two of them.
template <class Bucket, class Alloc>
class bucket_array {
    using allocator = cds::details::Allocator<Bucket, Alloc>;

public:
    explicit bucket_array(std::size_t count)
        : buckets_(allocator().NewArray(count)), count_(count) {}
    bucket_array(bucket_array const&) = delete;
    bucket_array& operator=(bucket_array const&) = delete;
    ~bucket_array() { allocator().Delete(buckets_, count_); }

    Bucket& operator[](std::size_t hash) const noexcept { return buckets_[hash & (count_ - 1)]; }
    Bucket* begin() const noexcept { return buckets_; }
    Bucket* end() const noexcept { return buckets_ + count_; }
    std::size_t size() const noexcept { return count_; }
    void swap(bucket_array& other) noexcept {
        std::swap(buckets_, other.buckets_);
        std::swap(count_, other.count_);
    }

private:
    Bucket* buckets_;
    std::size_t count_;
};

/// A hash table of sequential containers, each under a lock.
///
///   algorithm      M. Herlihy, N. Shavit, "The Art of Multiprocessor Programming", 13.2
///   progress       blocking: an operation holds one lock, which it may share with the keys of
///                  other buckets. What makes the table larger, or clears it, has it to itself
///   linearizes at  any moment at which the operation holds its lock
///   invariants     ST-I1  a bucket, the array of them, and its size are read under the lock of one
///                         of the buckets; a bucket changes under its lock, the array and its size
///                         while one thread has the table to itself
///                  ST-I2  there are at least as many buckets as locks
///   exceptions     Whatever throws, the locks are released. An operation that throws before its
///                  functor is called has done nothing. The table grows after an insertion is done.
///                  If there is no memory, or a hash functor throws, it stays as it is, and the
///                  next insertion tries again. Node-based containers that compare or hash while a
///                  node goes over get it back then; if that throws again, the program ends
///   departs        A bucket is chosen by the folded hash value (buckets.h), so hash values that
///                  differ in their upper bits alone spread as well
template <class Bucket, class Traits, bool Pairs>
class table : public intrusive::details::table_size<typename Traits::item_counter> {
    using sizes = intrusive::details::table_size<typename Traits::item_counter>;

public:
    using bucket_type = Bucket;
    using value_type = typename Bucket::value_type;
    using hash = typename opt::v::hash_selector<typename Traits::hash>::type;
    using typename sizes::item_counter;
    using resizing_policy =
        typename opt::select_default<typename Traits::resizing_policy,
                                     typename Bucket::default_resizing_policy>::type;
    using allocator_type = typename Traits::allocator;
    using bucket_allocator = cds::details::Allocator<Bucket, allocator_type>;
    using mutex_policy = typename Traits::mutex_policy;

    using sizes::bucket_count;
    using sizes::size;

    /// Makes 16 buckets.
    table() : table(0) {}
    /// Makes the smallest power of two of buckets that is not below `nCapacity` nor below 16.
    /// Throws `std::length_error` for more than any machine has memory for, and what allocating
    /// throws.
    table(std::size_t nCapacity) : table(nCapacity, resizing_policy()) {}
    table(std::size_t nCapacity, resizing_policy const& policy)
        : table(nCapacity, resizing_policy(policy)) {}
    table(std::size_t nCapacity, resizing_policy&& policy)
        : sizes(sizes::power_of_two(nCapacity < 16 ? 16 : nCapacity, sizeof(Bucket))),
          buckets_(bucket_count()),
          locks_(bucket_count()),
          policy_(std::move(policy)) {}

    [[nodiscard]] std::size_t lock_count() const { return locks_.lock_count(); }
    resizing_policy& get_resizing_policy() noexcept { return policy_; }
    resizing_policy const& get_resizing_policy() const noexcept { return policy_; }

    /// Takes all items out at one moment. They are destroyed if they are not the program's.
    void clear() {
        typename mutex_policy::scoped_full_lock const all(locks_);
        for (Bucket& b : buckets_) {
            std::size_t const items = b.size();
            b.clear();
            counter_ -= items;
        }
    }

protected:
    /// What was inserted is counted before a functor sees it.
    template <class Q, class F>
    bool insert_at(Q& val, F&& f) {
        return adding(val, [&](Bucket& b, auto count) {
            return b.insert(val, [&](value_type& item) {
                count();
                f(item);
            });
        });
    }
    /// Inserts an item made of `args`, of which the first is its key, also if it is a pair.
    template <class Q, class... Args>
    bool emplace_at(Q&& key, Args&&... args) {
        return adding(std::as_const(key), [&](Bucket& b, auto count) {
            bool const inserted = b.emplace(std::forward<Q>(key), std::forward<Args>(args)...);
            if (inserted)
                count();
            return inserted;
        });
    }
    template <class Q, class F>
    std::pair<bool, bool> update_at(Q& val, F&& f, bool may_insert) {
        return adding(val, [&](Bucket& b, auto count) {
            return b.update(
                val,
                [&](bool inserted, value_type& item, auto& given) {
                    if (inserted)
                        count();
                    f(inserted, item, given);
                },
                may_insert);
        });
    }

    /// `pred` is nothing, or the predicate by which the item is looked for.
    template <class Q, class F, class... Pred>
    auto erase_at(Q const& key, F&& f, Pred... pred) {
        return in_bucket_of(key, [&](Bucket& b) {
            leaving const watch{counter_, b, b.size()};
            return b.erase(key, pred..., f);
        });
    }
    template <class Q, class F, class... Pred>
    bool find_at(Q& key, F&& f, Pred... pred) {
        return in_bucket_of(key, [&](Bucket& b) {
            return b.find(key, pred..., [&](value_type& item, auto&) { f(item); });
        });
    }
    bool unlink_at(value_type& val) {
        return in_bucket_of(val, [&](Bucket& b) {
            bool const unlinked = b.unlink(val);
            if (unlinked)
                --counter_;
            return unlinked;
        });
    }
    template <class Disposer>
    void clear_at(Disposer& disp) {
        typename mutex_policy::scoped_full_lock const all(locks_);
        for (Bucket& b : buckets_)
            b.clear([&](value_type* item) {
                --counter_;
                disp(item);
            });
    }

private:
    using sizes::counter_;

    template <class Q>
    std::size_t hash_of(Q const& key) {
        return intrusive::details::folded(hash_(key));
    }
    std::size_t hash_of_item(value_type const& item) {
        if constexpr (Pairs)
            return hash_of(item.first);
        else
            return hash_of(item);
    }

    /// Counts an item that has left the bucket, also if its functor has thrown.
    struct leaving {
        item_counter& counter;
        Bucket const& bucket;
        std::size_t before;
        ~leaving() {
            if (bucket.size() != before)
                --counter;
        }
    };

    template <class Q, class F>
    auto in_bucket_of(Q const& key, F f) {
        std::size_t const cell = hash_of(key);
        typename mutex_policy::scoped_cell_lock const hold(locks_, cell);
        return f(buckets_[cell]);
    }

    /// Does `insert(bucket, count)`, which calls `count` if it inserts. The table may grow then.
    template <class Q, class F>
    auto adding(Q const& key, F insert) {
        std::size_t too_small = 0;
        auto const result = in_bucket_of(key, [&](Bucket& b) {
            bool inserted = false;
            auto const done = insert(b, [&] {
                ++counter_;
                inserted = true;
            });
            if (inserted && policy_(size(), *this, b))
                too_small = bucket_count();
            return done;
        });
        if (too_small != 0)
            grow_beyond(too_small);
        return result;
    }

    void grow_beyond(std::size_t too_small) {
        if (bucket_count() != too_small)
            return;
        typename mutex_policy::scoped_resize_lock all(locks_);
        if (!all.success() || bucket_count() != too_small)
            return;
        // If it fails, the table stays small: slower, and nothing else.
        (void)cds::details::succeeds([this] {
            double_buckets();
            policy_.reset();
        });
    }

    /// The caller has the table to itself.
    void double_buckets() {
        std::size_t const had = buckets_.size();
        // All that depends on the program's functors and on memory comes before any item moves.
        std::vector<bool> goes_up;
        for (Bucket const& b : std::as_const(buckets_))
            for (value_type const& item : b)
                goes_up.push_back((hash_of_item(item) & had) != 0);
        bucket_array<Bucket, allocator_type> fresh(2 * had);
        if constexpr (requires(Bucket& b) { b.reserve(had); })
            for (std::size_t i = 0; i != had; ++i) {
                fresh[i].reserve(buckets_[i].size());
                fresh[i + had].reserve(buckets_[i].size());
            }
        if constexpr (requires { locks_.reserve(had); })
            locks_.reserve(2 * had);

        moving move{buckets_, fresh};
        auto up = goes_up.begin();
        for (std::size_t i = 0; i != had; ++i)
            for (auto item = buckets_[i].begin(); item != buckets_[i].end();) {
                auto const what = item++;
                fresh[*up++ ? i + had : i].move_item(buckets_[i], what);
            }
        move.done = true;
        buckets_.swap(fresh);
        sizes::set_bucket_count(2 * had);
        locks_.resize(2 * had);
    }

    /// Moves the items back unless all have arrived.
    struct moving {
        bucket_array<Bucket, allocator_type>& from;
        bucket_array<Bucket, allocator_type>& to;
        bool done = false;
        ~moving() {
            if constexpr (requires { requires Bucket::gives_back; })
                for (std::size_t i = 0; !done && i != to.size(); ++i)
                    while (to[i].begin() != to[i].end())
                        from[i].move_item(to[i], to[i].begin());
        }
    };

    bucket_array<Bucket, allocator_type> buckets_;
    mutex_policy locks_;
    [[no_unique_address]] hash hash_;
    resizing_policy policy_;
};

} // namespace details
} // namespace cds::intrusive::striped_set

#endif // #ifndef CDSLIB_STRUCTURES_HASH_STRIPED_TABLE_H
