// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_TABLE_H
#define CDSLIB_STRUCTURES_HASH_CUCKOO_TABLE_H

#include <cds/details/allocator.h>
#include <cds/details/throw_exception.h>
#include <cds/details/what_is_thrown_by.h>
#include <cds/opt/compare.h>
#include <cds/opt/hash.h>
#include <cds/structures/hash/buckets.h>
#include <cds/structures/hash/cuckoo/node.h>
#include <cds/structures/hash/cuckoo/traits.h>
#include <cds/structures/hash/table_size.h>
#include <cds/structures/node_traits.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace cds::intrusive::cuckoo::details {

/// The whole item is its key.
struct item_is_key {
    template <class T>
    T const& operator()(T const& item) const noexcept {
        return item;
    }
};

/// The arrays of probe sets, one for each hash functor, of a power of two of sets each.
template <class ProbeSet, unsigned Arity, class Alloc>
class probe_tables {
    using allocator = cds::details::Allocator<ProbeSet, Alloc>;

public:
    explicit probe_tables(std::size_t count)
        : sets_(allocator().NewArray(count * Arity)), count_(count) {}
    probe_tables(probe_tables const&) = delete;
    probe_tables& operator=(probe_tables const&) = delete;
    ~probe_tables() { allocator().Delete(sets_, count_ * Arity); }

    /// The probe set that the hash values `hashes` lead to in table `row`.
    ProbeSet& at(unsigned row, std::size_t const* hashes) const noexcept {
        return sets_[row * count_ + (hashes[row] & (count_ - 1))];
    }
    ProbeSet* begin() const noexcept { return sets_; }
    ProbeSet* end() const noexcept { return sets_ + count_ * Arity; }
    std::size_t count() const noexcept { return count_; }
    void swap(probe_tables& other) noexcept {
        std::swap(sets_, other.sets_);
        std::swap(count_, other.count_);
    }

private:
    ProbeSet* sets_;
    std::size_t count_;
};

/// The locks of a key in all rows, for a policy that has no others.
template <class Policy>
struct all_rows : Policy::scoped_cell_lock {
    using Policy::scoped_cell_lock::scoped_cell_lock;
    void lock_row(unsigned) const noexcept {}
};
template <class Policy>
struct row_by_row {
    using type = all_rows<Policy>;
};
template <class Policy>
    requires requires { typename Policy::key_lock; }
struct row_by_row<Policy> {
    using type = typename Policy::key_lock;
};

/// A hash table in which each item has a place in each of several tables, and is in one of them.
///
///   algorithm      R. Pagh, F. Rodler, "Cuckoo hashing", ESA 2001; phased and with locks: M.
///                  Herlihy, N. Shavit, "The Art of Multiprocessor Programming", 13.4. A place is a
///                  probe set of a few items. Where a probe set gets longer than its threshold, its
///                  oldest item goes to another of its places, from which an item may have to go
///                  on, and so forth
///   progress       blocking. A look-up holds one lock, and another one for each table in which it
///                  has to look on. What makes the tables larger, or clears them, has them alone
///   linearizes at  any moment at which the operation holds its last lock
///   invariants     CK-I1  an item is in one of its probe sets. It gets there, goes to another one
///                         and goes away under all locks of its key; so who has the lock of a key
///                         in the first table finds it in the same place, wherever that is
///                  CK-I2  a probe set changes, and is read, under the lock of its row
///                  CK-I3  the tables and their size change while one thread has them alone
///   bound          Tables grow only if one place in 64 is in use then, so items with equal hash
///                  values do not make them grow for ever. Where they do not grow, a list gets
///                  longer than its size, and an array refuses by `std::length_error`
///   exceptions     Whatever throws, the locks are released. An operation that throws before its
///                  functor is called has done nothing. Relocation comes after an insertion is
///                  done, and is put off if a hash functor throws or there is no memory
///   departs        In the book a relocation takes the locks of an item that it has looked at
///                  before, and finds out by the item whether it is still there. Here the item may
///                  have been freed meanwhile, and its memory used for another one. So it is looked
///                  for by its address, and its hash values must be those whose locks are held. A
///                  growth in the book loses items that find no place; this one knows all hash
///                  values, and a place for each item, before it changes anything
template <class T, class Traits, class KeyOf = item_is_key>
class table : public intrusive::details::table_size<typename Traits::item_counter> {
    using sizes = intrusive::details::table_size<typename Traits::item_counter>;

public:
    using value_type = T;
    using traits = Traits;
    using hook = typename traits::hook;
    using node_type = typename hook::node_type;
    using node_traits = typename get_node_traits<T, node_type, hook>::type;
    using hash = typename traits::hash;
    using hash_tuple_type = typename hash::hash_tuple_type;
    using stat = typename traits::stat;
    using typename sizes::item_counter;
    using allocator = typename traits::allocator;
    using disposer = typename traits::disposer;
    using sizes::bucket_count;
    using sizes::counts_items;
    using sizes::size;
    using original_mutex_policy = typename traits::mutex_policy;
    using mutex_policy =
        typename original_mutex_policy::template rebind_statistics<std::conditional_t<
            std::is_same_v<stat, empty_stat>, typename original_mutex_policy::empty_stat,
            typename original_mutex_policy::real_stat>>::other;

    /// Whether the traits give an order: predicates of `x_with` order as well then.
    static constexpr bool const c_isSorted = !std::is_same_v<typename traits::compare, opt::none> ||
                                             !std::is_same_v<typename traits::less, opt::none>;
    static constexpr unsigned const c_nArity = static_cast<unsigned>(hash::size);
    static constexpr unsigned const c_nDefaultProbesetSize = 4;
    static constexpr std::size_t const c_nDefaultInitialSize = 16;
    /// How many items one insertion relocates at most.
    static constexpr unsigned const c_nRelocateLimit = c_nArity * 2 - 1;

private:
    struct of_keys {
        using compare = typename traits::compare;
        using less = typename traits::less;
        using equal_to = std::conditional_t<c_isSorted, opt::none, typename traits::equal_to>;
    };
    using what_is_compared = std::remove_cvref_t<std::invoke_result_t<KeyOf, T const&>>;

public:
    using key_comparator =
        typename opt::details::make_comparator<what_is_compared, traits, false>::type;
    using key_equal_to = typename opt::details::make_equal_to<what_is_compared, of_keys>::type;

    static_assert(c_nArity >= 2, "cuckoo hashing needs two hash functors or more");
    static_assert(c_nArity == mutex_policy::c_nArity,
                  "the mutex policy must be for as many tables as there are hash functors");
    static_assert(node_type::hash_array_size == 0 || node_type::hash_array_size == c_nArity,
                  "a node keeps all hash values or none");

    /// Makes tables of 16 buckets, with probe sets of 4 items.
    table() : table(c_nDefaultInitialSize, 0) {}
    /// Makes tables of the smallest power of two of buckets that is not below `nInitialSize`; 0
    /// stands for 16. A probe set has `nProbesetSize` items, 0 stands for 4, or as many as the
    /// array has; above `nProbesetThreshold`, 0 stands for one less, items are relocated. Throws
    /// `std::length_error` for more than any machine has memory for, and what allocating throws.
    table(std::size_t nInitialSize, unsigned nProbesetSize, unsigned nProbesetThreshold = 0)
        : table(nInitialSize, nProbesetSize, nProbesetThreshold, hash_tuple_type()) {}
    explicit table(hash_tuple_type const& functors)
        : table(c_nDefaultInitialSize, 0, 0, functors) {}
    explicit table(hash_tuple_type&& functors)
        : table(c_nDefaultInitialSize, 0, 0, std::move(functors)) {}
    table(std::size_t nInitialSize, unsigned nProbesetSize, unsigned nProbesetThreshold,
          hash_tuple_type const& functors)
        : table(nInitialSize, nProbesetSize, nProbesetThreshold, hash_tuple_type(functors)) {}
    table(std::size_t nInitialSize, unsigned nProbesetSize, unsigned nProbesetThreshold,
          hash_tuple_type&& functors)
        : sizes(sizes::power_of_two(nInitialSize != 0 ? nInitialSize : c_nDefaultInitialSize,
                                    sizeof(probes) * c_nArity)),
          hash_(std::move(functors)),
          tables_(bucket_count()),
          locks_(bucket_count()),
          size_limit_(limit_for(nProbesetSize)),
          threshold_(threshold_for(nProbesetThreshold, size_limit_)) {}

    /// The number of locks of one table.
    [[nodiscard]] std::size_t lock_count() const { return locks_.lock_count(); }
    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }
    typename mutex_policy::statistics_type const& mutex_policy_statistics() const noexcept {
        return locks_.statistics();
    }

    /// Takes all items out at one moment, and disposes of them.
    void clear() {
        disposer dispose;
        clear_at(dispose);
    }

protected:
    template <class F>
    bool insert_at(T& val, F&& f) {
        auto const report = [&f](bool inserted, T& item) {
            if (inserted)
                f(item);
        };
        outcome const done = put<false>(val, true, report);
        done.inserted ? stat_.onInsertSuccess() : stat_.onInsertFailed();
        return done.inserted;
    }
    template <class F>
    std::pair<bool, bool> update_at(T& val, F&& f, bool may_insert) {
        outcome const done =
            put<true>(val, may_insert, [&](bool inserted, T& item) { f(inserted, item, val); });
        if (done.inserted)
            stat_.onUpdateSuccess();
        else if (done.found)
            stat_.onUpdateExist();
        return {done.found || done.inserted, done.inserted};
    }
    bool unlink_at(T& val) {
        bool const done =
            take_by(
                KeyOf()(val),
                [&val](T const& item) { return std::addressof(item) == std::addressof(val); },
                [](T&) {}) != nullptr;
        done ? stat_.onUnlinkSuccess() : stat_.onUnlinkFailed();
        return done;
    }
    template <class Q, class F, class... Pred>
    T* erase_at(Q const& key, F&& f, Pred... pred) {
        auto const equal = equality(pred...);
        T* const taken = take_by(key, [&](T const& item) { return equal(KeyOf()(item), key); }, f);
        taken ? stat_.onEraseSuccess() : stat_.onEraseFailed();
        return taken;
    }
    template <class Q, class F, class... Pred>
    bool find_at(Q& key, F&& f, Pred... pred) {
        auto const equal = equality(pred...);
        auto const is_it = [&](T const& item) { return equal(KeyOf()(item), std::as_const(key)); };
        places const at(*this, key);
        typename row_by_row<mutex_policy>::type hold(locks_, at.hashes);
        for (unsigned row = 0; row != c_nArity; ++row) {
            hold.lock_row(row); // CK-I1
            if (node_type* const n = look_in(row, at, is_it)) {
                stat_.onFindSuccess();
                f(value_of(n));
                return true;
            }
        }
        stat_.onFindFailed();
        return false;
    }
    template <class Disposer>
    void clear_at(Disposer& disp) {
        typename mutex_policy::scoped_full_lock const all(locks_);
        for (probes& set : tables_)
            while (node_type* const n = set.front()) {
                set.remove(*n);
                --counter_;
                disp(std::addressof(value_of(n)));
            }
    }

private:
    using probes = probe_set<node_type, typename node_type::probeset_type>;
    static constexpr bool keeps_hashes = node_type::hash_array_size != 0;
    using sizes::counter_;

    /// The hash values of a key.
    struct places {
        places() = default;
        template <class Q>
        places(table& of, Q const& key) {
            of.hash_(hashes, key);
            for (std::size_t& h : hashes)
                h = intrusive::details::folded(h);
        }
        friend bool operator==(places const& a, places const& b) noexcept {
            return std::equal(a.hashes, a.hashes + c_nArity, b.hashes);
        }
        std::size_t hashes[c_nArity] = {};
    };

    static unsigned limit_for(unsigned size) noexcept {
        if constexpr (probes::fixed_capacity != 0)
            return probes::fixed_capacity;
        else
            return size != 0 ? size : c_nDefaultProbesetSize;
    }
    static unsigned threshold_for(unsigned threshold, unsigned size) noexcept {
        assert(threshold < size || threshold == 0);
        if (threshold == 0 && size > 1)
            return size - 1;
        return threshold != 0 ? threshold : 1;
    }

    static T& value_of(node_type* n) noexcept { return *node_traits::to_value_ptr(n); }

    places places_of(node_type& n) {
        places at;
        if constexpr (keeps_hashes)
            std::copy(n.get_hash(), n.get_hash() + c_nArity, at.hashes);
        else
            at = places(*this, KeyOf()(std::as_const(value_of(&n))));
        return at;
    }

    static key_equal_to equality() { return key_equal_to(); }
    template <class Pred>
    static auto equality(Pred pred) {
        return [pred](auto const& item, auto const& key) -> bool {
            if constexpr (c_isSorted)
                return !pred(item, key) && !pred(key, item);
            else
                return pred(item, key);
        };
    }

    /// The item in table `row` that `is_it`. The caller has the lock of that row.
    template <class Predicate>
    node_type* look_in(unsigned row, places const& at, Predicate const& is_it) const {
        return tables_.at(row, at.hashes).find([&](node_type& n) {
            if constexpr (keeps_hashes)
                if (n.get_hash()[row] != at.hashes[row])
                    return false;
            return is_it(std::as_const(value_of(&n)));
        });
    }

    /// Takes out the item that `is_it`, when `f(item)` has seen it, or has thrown.
    template <class Q, class Predicate, class F>
    T* take_by(Q const& key, Predicate const& is_it, F&& f) {
        struct removal {
            table& from;
            probes& set;
            node_type& item;
            ~removal() {
                set.remove(item);
                --from.counter_;
            }
        };
        places const at(*this, key);
        typename mutex_policy::scoped_cell_lock const hold(locks_, at.hashes); // CK-I1
        for (unsigned row = 0; row != c_nArity; ++row)
            if (node_type* const n = look_in(row, at, is_it)) {
                removal const last{*this, tables_.at(row, at.hashes), *n};
                f(value_of(n));
                return std::addressof(value_of(n));
            }
        return nullptr;
    }

    /// What an insertion found or did.
    struct outcome {
        bool found = false;
        bool inserted = false;
        bool crowded = false; ///< the probe set in table `row` has items to give away
        unsigned row = 0;
        std::size_t too_small = 0; ///< nothing was done: all tables of this size are full
    };

    /// Finds the item equal to `val` or, if allowed, puts `val` in; then `f(inserted, item)`.
    template <bool ByUpdate, class F>
    outcome put(T& val, bool may_insert, F const& f) {
        places const at(*this, KeyOf()(std::as_const(val)));
        node_type& fresh = *node_traits::to_node_ptr(val);
        outcome done;
        for (bool at_any_rate = false;;) {
            done = try_put(fresh, at, may_insert, at_any_rate, f);
            if (done.too_small == 0)
                break;
            ByUpdate ? stat_.onUpdateResize() : stat_.onInsertResize();
            if (!grow_beyond(done.too_small)) {
                if (probes::fixed_capacity != 0)
                    CDS_THROW_EXCEPTION(
                        std::length_error("cds: too many items with the same hash values"));
                at_any_rate = true; // a list takes one more
            }
        }
        if (done.crowded) {
            ByUpdate ? stat_.onUpdateRelocate() : stat_.onInsertRelocate();
            if (!make_room(done.row, at))
                ByUpdate ? stat_.onUpdateRelocateFault() : stat_.onInsertRelocateFault();
        }
        return done;
    }

    template <class F>
    outcome try_put(node_type& fresh, places const& at, bool may_insert, bool at_any_rate,
                    F const& f) {
        typename mutex_policy::scoped_cell_lock const hold(locks_, at.hashes); // CK-I1
        outcome result;
        key_equal_to const equal{};
        for (unsigned row = 0; row != c_nArity; ++row)
            if (node_type* const n = look_in(row, at, [&](T const& item) {
                    return equal(KeyOf()(item), KeyOf()(std::as_const(value_of(&fresh))));
                })) {
                result.found = true;
                f(false, value_of(n));
                return result;
            }
        if (!may_insert)
            return result;
        unsigned row = roomy_row(at, threshold_);
        if (row == c_nArity) {
            row = roomy_row(at, size_limit_);
            result.crowded = row != c_nArity;
        }
        if (row == c_nArity) {
            if (!at_any_rate) {
                result.too_small = bucket_count();
                return result;
            }
            row = 0;
        }
        fresh.store_hash(at.hashes);
        tables_.at(row, at.hashes).append(fresh);
        ++counter_;
        result.inserted = true;
        result.row = row;
        f(true, value_of(&fresh));
        return result;
    }

    /// The first table in which the probe set has less than `limit` items; `c_nArity` if none has.
    unsigned roomy_row(places const& at, unsigned limit) const noexcept {
        unsigned row = 0;
        while (row != c_nArity && tables_.at(row, at.hashes).size() >= limit)
            ++row;
        return row;
    }

    /// Relocates items until no probe set on the way is longer than the threshold, or lets the
    /// tables grow. The insertion is done, and nothing depends on this. False if relocation did not
    /// help.
    bool make_room(unsigned row, places const& at) {
        bool roomy = false;
        // If it fails, the next insertion tries again.
        (void)cds::details::succeeds([&] {
            std::size_t const seen = bucket_count();
            roomy = relocate(row, at);
            if (!roomy)
                grow_beyond(seen);
        });
        return roomy;
    }

    enum class step { done, on, again, stuck };

    bool relocate(unsigned row, places at) {
        stat_.onRelocateCall();
        for (unsigned round = 0; round != c_nRelocateLimit; ++round) {
            stat_.onRelocateRound();
            node_type* victim = nullptr;
            {
                typename row_by_row<mutex_policy>::type hold(locks_, at.hashes);
                hold.lock_row(row);
                probes& crowded = tables_.at(row, at.hashes);
                if (crowded.size() <= threshold_)
                    return true;
                victim = crowded.front();
                at = places_of(*victim);
            }
            switch (move_on(victim, row, at)) {
            case step::done: return true;
            case step::on: break;
            case step::again: stat_.onFalseRelocateRound(); break;
            case step::stuck: stat_.onFailedRelocate(); return false;
            }
        }
        return false;
    }

    /// Moves `victim`, which was seen in table `row` with the hash values `at`, to another table.
    /// It may have been erased since, and its address may be another item's. `row` is where it went
    /// to.
    step move_on(node_type* victim, unsigned& row, places const& at) {
        typename mutex_policy::scoped_cell_lock const hold(locks_, at.hashes);
        probes& from = tables_.at(row, at.hashes);
        if (!from.find([victim](node_type& n) { return &n == victim; }) ||
            !(places_of(*victim) == at))
            return step::again; // CK-I1: its locks are not those that are held
        if (from.size() <= threshold_)
            return step::done;
        unsigned to = roomy_row(at, threshold_);
        step const result = to != c_nArity ? step::done : step::on;
        if (to == c_nArity)
            to = roomy_row_but(row, at);
        if (to == c_nArity)
            return step::stuck;
        from.remove(*victim);
        tables_.at(to, at.hashes).append(*victim);
        result == step::done ? stat_.onSuccessRelocateRound()
                             : stat_.onRelocateAboveThresholdRound();
        row = to;
        return result;
    }
    unsigned roomy_row_but(unsigned row, places const& at) const noexcept {
        unsigned to = 0;
        while (to != c_nArity && (to == row || tables_.at(to, at.hashes).size() >= size_limit_))
            ++to;
        return to;
    }

    // --- Growth
    // ------------------------------------------------------------------------------------

    struct placed {
        node_type* node;
        places at;
    };
    using tables = probe_tables<probes, c_nArity, allocator>;

    /// Whether the tables are larger than `too_small` now. Throws what a hash functor or allocating
    /// throws, and nothing has changed then.
    bool grow_beyond(std::size_t too_small) {
        stat_.onResizeCall();
        if (counts_items && !is_filled(2 * too_small, size()))
            return false;
        typename mutex_policy::scoped_resize_lock all(locks_);
        if (!all.success() || bucket_count() != too_small) {
            stat_.onFalseResizeCall();
            return true;
        }
        std::vector<placed> items;
        for (probes& set : tables_)
            set.find([&](node_type& n) {
                items.push_back({&n, places_of(n)});
                return false;
            });
        for (std::size_t count = 2 * too_small; is_filled(count, items.size()); count *= 2) {
            tables fresh(count);
            if constexpr (requires { locks_.reserve(count); })
                locks_.reserve(count);
            if (!all_placed(fresh, items))
                continue;
            tables_.swap(fresh);
            sizes::set_bucket_count(count);
            locks_.resize(count);
            return true;
        }
        return false;
    }

    /// Whether tables of `count` buckets would have a place in 64 in use.
    bool is_filled(std::size_t count, std::size_t items) const noexcept {
        return count / 64 * c_nArity * size_limit_ <= items;
    }

    /// Puts all items into new tables. False if an array has no place left, and then the old tables
    /// are as they were; lists take what comes.
    bool all_placed(tables& fresh, std::vector<placed> const& items) {
        for (placed const& item : items)
            if (!place(fresh, item)) {
                stat_.onResizeRelocateCall();
                return false;
            }
        for (std::size_t i = 0; i != items.size(); ++i)
            stat_.onResizeSuccessMove();
        return true;
    }
    bool place(tables& fresh, placed item) {
        constexpr unsigned rounds = 64;
        for (unsigned round = 0; round != rounds; ++round) {
            unsigned shortest = 0;
            for (unsigned row = 1; row != c_nArity; ++row)
                if (fresh.at(row, item.at.hashes).size() <
                    fresh.at(shortest, item.at.hashes).size())
                    shortest = row;
            probes& best = fresh.at(shortest, item.at.hashes);
            if (probes::fixed_capacity == 0 || best.size() < size_limit_) {
                best.append(*item.node);
                return true;
            }
            // The oldest item makes way, and is placed next.
            probes& full = fresh.at(round % c_nArity, item.at.hashes);
            node_type* const victim = full.front();
            full.remove(*victim);
            full.append(*item.node);
            item = {victim, places_of(*victim)};
        }
        return false;
    }

    [[no_unique_address]] hash hash_;
    tables tables_;
    mutex_policy locks_;
    unsigned const size_limit_;
    unsigned const threshold_;
    [[no_unique_address]] stat stat_;
};

} // namespace cds::intrusive::cuckoo::details

#endif // #ifndef CDSLIB_STRUCTURES_HASH_CUCKOO_TABLE_H
