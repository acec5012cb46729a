// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_SPLIT_H
#define CDSLIB_STRUCTURES_HASH_SPLIT_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/algo/bit_reversal.h>
#include <cds/details/allocator.h>
#include <cds/details/sign.h>
#include <cds/details/throw_exception.h>
#include <cds/details/what_is_thrown_by.h>
#include <cds/opt/hash.h>
#include <cds/structures/hash/buckets.h>
#include <cds/structures/options.h>
#include <cds/structures/probes.h>
#include <cds/structures/reclaim.h>
#include <cds/structures/stat.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <type_traits>

/// Nodes, statistics, options and bucket tables of `SplitListSet`.
namespace cds::intrusive::split_list {

/// Where a node stands in the list: its hash value with the bits in reverse order. Items are odd,
/// dummies even.
struct hash_node {
    std::size_t m_nHash = 0;

    hash_node() = default;
    explicit hash_node(std::size_t hash) noexcept : m_nHash(hash) {}
    [[nodiscard]] bool is_dummy() const noexcept { return m_nHash % 2 == 0; }
};

/// The link that an object of a split-ordered list carries: that of the list below, and its place.
/// The hook that the list's traits name is the list's own.
template <class ListNode>
struct node : ListNode, hash_node {
    node() = default;
    explicit node(std::size_t hash) noexcept : hash_node(hash) {}
};
/// An iterable list has no link: the objects derive from this.
template <>
struct node<void> : hash_node {
    using hash_node::hash_node;
};

#define CDS_SPLIT_LIST_EVENTS(X)                      \
    X(m_nInsertSuccess, onInsertSuccess)              \
    X(m_nInsertFailed, onInsertFailed)                \
    X(m_nUpdateNew, onUpdateNew)                      \
    X(m_nUpdateExist, onUpdateExist)                  \
    X(m_nEraseSuccess, onEraseSuccess)                \
    X(m_nEraseFailed, onEraseFailed)                  \
    X(m_nExtractSuccess, onExtractSuccess)            \
    X(m_nExtractFailed, onExtractFailed)              \
    X(m_nFindSuccess, onFindSuccess)                  \
    X(m_nFindFailed, onFindFailed)                    \
    X(m_nHeadNodeAllocated, onHeadNodeAllocated)      \
    X(m_nHeadNodeFreed, onHeadNodeFreed)              \
    X(m_nBucketCount, onNewBucket)                    \
    X(m_nInitBucketRecursive, onRecursiveInitBucket)  \
    X(m_nInitBucketContention, onBucketInitContenton) \
    X(m_nBusyWaitBucketInit, onBusyWaitBucketInit)    \
    X(m_nBucketsExhausted, onBucketsExhausted)

/// What is extracted counts as erased. Nobody waits for a bucket, so `m_nBusyWaitBucketInit` stays
/// 0, and so does `m_nBucketsExhausted` of a table that grows.
CDS_DEFINE_STAT(counter_type, CDS_SPLIT_LIST_EVENTS)

/// The functor that reverses the bits of a hash value, see `cds::algo::bit_reversal`.
CDS_TYPE_OPTION(bit_reversal);
/// Whether the table of buckets grows (`expandable_bucket_table`) or is made at once.
CDS_VALUE_OPTION(bool, dynamic_bucket_table);

/// What belongs to the set; all that concerns the items stands in the traits of the list.
struct traits {
    /// `size_t operator()(key) const` for the items and for every type that they are looked up
    /// by; none: `std::hash` of that type.
    using hash = opt::none;
    using bit_reversal = cds::algo::bit_reversal::lookup;
    /// It tells when to grow, and must count.
    using item_counter = cds::atomicity::item_counter;
    /// It makes the table of buckets.
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using stat = empty_stat;
    using memory_model = opt::v::relaxed_ordering;
    static constexpr bool dynamic_bucket_table = true;
    /// What to do after losing a race for a link.
    using back_off = cds::backoff::Default;
    /// libcds pads the nodes of its tables by it; here they stand side by side.
    static constexpr unsigned padding = opt::cache_line_padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits {
    using type = typename opt::make_options<traits, Options...>::type;
};

/// The place of an item with the hash value `hash` in the list, and that of a bucket's dummy.
template <class BitReversal>
std::size_t regular_hash(std::size_t hash) noexcept {
    return BitReversal()(hash) | 1;
}
template <class BitReversal>
std::size_t dummy_hash(std::size_t bucket) noexcept {
    return BitReversal()(bucket) & ~std::size_t(1);
}

/// A bucket: the dummy that stands in the list where the bucket begins. It is made unlinked, is
/// linked by the thread that claims it, and stays for as long as its table.
template <class Node>
class bucket : public Node {
public:
    /// Whether it is linked, and may be searched from.
    [[nodiscard]] bool is_linked() const noexcept {
        // [SH1] acquire-load <- [SH2]: the dummy stands in the list
        return state_.load(atomics::memory_order_acquire) == linked;
    }

    /// The right of one thread to link it, given back if that comes to nothing.
    class claim {
    public:
        explicit claim(bucket& b) noexcept : bucket_(b) {
            unsigned char expected = unlinked;
            // [SH3] acquire-CAS <- [SH4]: what an earlier claim left in the dummy
            ours_ = b.state_.compare_exchange_strong(
                expected, claimed, atomics::memory_order_acquire, atomics::memory_order_relaxed);
        }
        ~claim() {
            if (ours_)
                // [SH4] release-store -> [SH3]: the dummy is as it was
                bucket_.state_.store(unlinked, atomics::memory_order_release);
        }
        claim(claim const&) = delete;
        claim& operator=(claim const&) = delete;

        explicit operator bool() const noexcept { return ours_; }
        void is_done() noexcept {
            ours_ = false;
            // [SH2] release-store -> [SH1]: the dummy stands in the list
            bucket_.state_.store(linked, atomics::memory_order_release);
        }

    private:
        bucket& bucket_;
        bool ours_;
    };

private:
    enum : unsigned char { unlinked, claimed, linked };
    atomics::atomic<unsigned char> state_{unlinked};
};

namespace details {

/// A power of two of buckets for `items`, `load` of them in a bucket. Throws `std::length_error`
/// for more than any machine has memory for.
inline std::size_t bucket_count_for(std::size_t items, std::size_t load) {
    std::size_t const wanted = items / (load != 0 ? load : 1);
    if (wanted > (std::numeric_limits<std::size_t>::max)() >> 8)
        CDS_THROW_EXCEPTION(std::length_error("cds: more buckets than there is memory for"));
    return (std::max)(std::bit_ceil(wanted), std::size_t(2));
}

/// What both tables know: their load factor, and how they allocate.
template <class... Options>
struct table_base {
    using options = typename opt::make_options<traits, Options...>::type;

    explicit table_base(std::size_t load) noexcept : load_factor_(load != 0 ? load : 1) {}
    table_base(table_base const&) = delete;
    table_base& operator=(table_base const&) = delete;

    /// Items for each bucket, beyond which the set doubles the number of buckets that it uses.
    [[nodiscard]] std::size_t load_factor() const noexcept { return load_factor_; }

protected:
    template <class T>
    using allocator = cds::details::Allocator<T, typename options::allocator>;

private:
    std::size_t const load_factor_;
};

} // namespace details

/// All buckets side by side, made at once.
template <class GC, class Node, class... Options>
class static_bucket_table : public details::table_base<Options...> {
    using base = details::table_base<Options...>;

public:
    using gc = GC;
    using node_type = Node;
    using aux_node_type = split_list::bucket<Node>;

    static_bucket_table() : static_bucket_table(512 * 1024, 1) {}
    /// For `nItemCount` items, `nLoadFactor` of them in a bucket.
    static_bucket_table(std::size_t nItemCount, std::size_t nLoadFactor)
        : base(nLoadFactor),
          capacity_(details::bucket_count_for(nItemCount, nLoadFactor)),
          buckets_(allocator().NewArray(capacity_)) {}
    ~static_bucket_table() { allocator().Delete(buckets_, capacity_); }

    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    /// The bucket of that number, which is less than the capacity.
    aux_node_type* bucket(std::size_t number) noexcept { return buckets_ + number; }

private:
    using allocator = typename base::template allocator<aux_node_type>;

    std::size_t const capacity_;
    aux_node_type* const buckets_;
};

/// Buckets in segments that are made when one of their buckets is asked for first: nothing is ever
/// moved, and no allocation is larger than a segment, or the row of pointers to as many segments as
/// there are already.
template <class GC, class Node, class... Options>
class expandable_bucket_table : public details::table_base<Options...> {
    using base = details::table_base<Options...>;

public:
    using gc = GC;
    using node_type = Node;
    using aux_node_type = split_list::bucket<Node>;

    expandable_bucket_table() : expandable_bucket_table(0, 1) {}
    /// The number of items is not needed: the table grows for as long as there is memory.
    expandable_bucket_table(std::size_t, std::size_t nLoadFactor) noexcept : base(nLoadFactor) {}
    ~expandable_bucket_table() {
        for (std::size_t level = 0; level != rows_.size(); ++level)
            // relaxed: nobody else is inside
            if (segment* const row = rows_[level].load(atomics::memory_order_relaxed)) {
                for (std::size_t i = 0; i != length(level); ++i)
                    // relaxed: nobody else is inside
                    if (auto* const buckets = row[i].load(atomics::memory_order_relaxed))
                        typename base::template allocator<aux_node_type>().Delete(buckets, width);
                typename base::template allocator<segment>().Delete(row, length(level));
            }
    }

    [[nodiscard]] static constexpr std::size_t capacity() noexcept {
        return std::size_t(1) << (std::numeric_limits<std::size_t>::digits * 3 / 4);
    }
    /// The bucket of that number; null if there is no memory for it.
    aux_node_type* bucket(std::size_t number) noexcept {
        std::size_t const of_all = number / width;
        auto const level = static_cast<std::size_t>(std::numeric_limits<std::size_t>::digits -
                                                    std::countl_zero(of_all));
        segment* const row = get_or_make(rows_[level], length(level), nullptr);
        if (row == nullptr)
            return nullptr;
        segment& place = row[of_all - (level != 0 ? length(level) : 0)];
        aux_node_type* const buckets = get_or_make(place, width);
        return buckets != nullptr ? buckets + number % width : nullptr;
    }

private:
    using segment = atomics::atomic<aux_node_type*>;
    static constexpr std::size_t width = 512;

    /// Level n has the segments with numbers of n binary digits.
    static constexpr std::size_t length(std::size_t level) noexcept {
        return level != 0 ? std::size_t(1) << (level - 1) : 1;
    }

    template <class T, class... Args>
    T* get_or_make(atomics::atomic<T*>& place, std::size_t count, Args... args) noexcept {
        // [SH5] acquire-load <- [SH6]: the array is built
        T* made = place.load(atomics::memory_order_acquire);
        if (made != nullptr) [[likely]]
            return made;
        typename base::template allocator<T> memory;
        T* fresh = nullptr;
        if (!cds::details::succeeds([&] { fresh = memory.NewArray(count, args...); }))
            return nullptr; // the buckets before are searched from instead
        // [SH6] release-CAS -> [SH5, SH7]: publishes the array
        if (place.compare_exchange_strong(made, fresh, atomics::memory_order_release,
                                          atomics::memory_order_relaxed))
            return fresh;
        memory.Delete(fresh, count);
        // [SH7] acquire-load <- [SH6]: the array of the thread that was faster is built
        return place.load(atomics::memory_order_acquire);
    }

    std::array<atomics::atomic<segment*>, std::numeric_limits<std::size_t>::digits> rows_{};
};

namespace details {

/// What the list below counts, and what the set does, told by the same events.
template <class ListStat, class Stat>
struct both_stats : ListStat {
    Stat of_set;

    void onInsertSuccess() {
        ListStat::onInsertSuccess();
        of_set.onInsertSuccess();
    }
    void onInsertFailed() {
        ListStat::onInsertFailed();
        of_set.onInsertFailed();
    }
    void onUpdateNew() {
        ListStat::onUpdateNew();
        of_set.onUpdateNew();
    }
    void onUpdateExisting() {
        ListStat::onUpdateExisting();
        of_set.onUpdateExist();
    }
    void onUpdateFailed() {
        ListStat::onUpdateFailed();
        of_set.onUpdateExist();
    }
    void onEraseSuccess() {
        ListStat::onEraseSuccess();
        of_set.onEraseSuccess();
    }
    void onEraseFailed() {
        ListStat::onEraseFailed();
        of_set.onEraseFailed();
    }
    void onFindSuccess() {
        ListStat::onFindSuccess();
        of_set.onFindSuccess();
    }
    void onFindFailed() {
        ListStat::onFindFailed();
        of_set.onFindFailed();
    }
};

/// A key that is looked for, and its place in the list.
template <class Q>
struct probe {
    Q const& key;
    std::size_t place;
};

/// The order of the list: places, then, among items of one place, keys by `Compare`.
/// `Items` knows nodes and objects: `place(list_node)`, `object(list_node)`.
template <class Items, class Compare>
struct split_order {
    using list_node = typename Items::list_node;

    template <class Q>
    int operator()(list_node const& a, probe<Q> const& b) const {
        std::size_t const place = Items::place(a);
        if (place != b.place)
            return place < b.place ? -1 : 1;
        return cds::details::sign(Compare()(Items::object(a), b.key));
    }
    int operator()(list_node const& a, list_node const& b) const {
        std::size_t const place = Items::place(a);
        std::size_t const other = Items::place(b);
        if (place != other)
            return place < other ? -1 : 1;
        return hash_node(place).is_dummy()
                   ? 0
                   : cds::details::sign(Compare()(Items::object(a), Items::object(b)));
    }
};

/// The heads of a hash set that grows: one chain in the order of reversed hash values, and in it a
/// dummy where each bucket begins.
///
///   algorithm      O. Shalev and N. Shavit, "Split-ordered lists: lock-free extensible hash
///                  tables" (JACM 53(3), 2006): when the number of buckets doubles, the items of a
///                  bucket that belong to the new one stand behind the others already, and a dummy
///                  splits them off. Nothing moves
///   departs        the dummies stand in the table itself. A thread that finds a bucket without its
///                  dummy claims and links it; whoever comes meanwhile searches from the bucket it
///                  is split from, and waits for nobody. So does a thread that could not link the
///                  dummy, because memory or guards were lacking, or a lock was taken: a bucket
///                  is a short cut, and nothing depends on it. Dummies are never unlinked, so that
///                  under hazard pointers, too, a walk begins at one as it does at a head
///   progress       lock-free, as the list below
///   linearizes at  where the list's operation does: buckets decide where a walk begins, never what
///                  it finds
///   invariants     SH-I1  the dummy of a bucket stands before all items of the bucket, and before
///                         those of the buckets that will be split from it
///                  SH-I2  a linked bucket stays linked, until the table is destroyed
///                  SH-I3  one thread at a time writes to the dummy of an unlinked bucket
template <class Items, class Hash, class BitReversal, class Table>
struct split_heads {
    static constexpr bool short_chains = false;

    template <class Link>
    class row {
    public:
        row(std::size_t items, std::size_t load) : table_(items, load) {}

        template <class Q>
        details::probe<Q> probe(Q const& key) const {
            return {key, regular_hash<BitReversal>(intrusive::details::folded(hash_(key)))};
        }
        template <class Compare>
        using order = typename Items::template order<Compare>;

        /// The link from which an item at the place of `probe` is found.
        template <class Chain, class Q>
        Link& of(Chain& chain, details::probe<Q> const& probe) {
            return from_bucket(chain, number_of(probe.place));
        }
        /// The same for an item that is going to be inserted: it gets its place, and if there are
        /// more items than `load_factor()` for each bucket, as many buckets again are used.
        template <class Chain, class Item>
        Link& of_new(Chain& chain, Item& item) {
            std::size_t const place = probe(std::as_const(item)).place;
            Items::set_place(item, place);
            grow(chain);
            return from_bucket(chain, number_of(place));
        }

        Link* begin() noexcept { return &first_; }
        Link* end() noexcept { return &first_ + 1; }
        /// The number of buckets in use.
        [[nodiscard]] std::size_t size() const noexcept {
            // relaxed: any number that ever was right leads to the item
            return count_.load(atomics::memory_order_relaxed);
        }

    private:
        [[nodiscard]] std::size_t number_of(std::size_t place) const noexcept {
            return BitReversal()(place & ~std::size_t(1)) & (size() - 1);
        }
        /// The bucket that another one was split from.
        static std::size_t parent_of(std::size_t number) noexcept {
            return number - std::bit_floor(number);
        }

        template <class Chain>
        Link& from_bucket(Chain& chain, std::size_t number) {
            for (; number != 0; number = parent_of(number)) {
                auto* const b = table_.bucket(number);
                if (b != nullptr && (b->is_linked() || link(chain, *b, number)))
                    return intrusive::details::chain_access::head_behind(chain, *b);
            }
            return first_;
        }

        template <class Chain>
        bool link(Chain& chain, split_list::bucket<typename Items::dummy_node>& b,
                  std::size_t number) {
            auto& events = intrusive::details::chain_access::events(chain).of_set;
            typename std::remove_reference_t<decltype(b)>::claim ours(b);
            if (!ours) {
                events.onBucketInitContenton();
                return false;
            }
            if (std::size_t const parent = parent_of(number); parent != 0)
                if (auto* const p = table_.bucket(parent); p != nullptr && !p->is_linked())
                    events.onRecursiveInitBucket();
            b.m_nHash = dummy_hash<BitReversal>(number);
            bool linked = false;
            if (!cds::details::succeeds([&] {
                    linked = intrusive::details::chain_access::anchor_at(
                        chain, from_bucket(chain, parent_of(number)),
                        static_cast<typename Items::dummy_node&>(b));
                }))
                return false; // no guard is left, or no memory to help with
            if (!linked) {
                events.onBucketInitContenton();
                return false; // somebody has the lock of its place
            }
            ours.is_done();
            events.onNewBucket();
            events.onHeadNodeAllocated();
            return true;
        }

        template <class Chain>
        void grow(Chain& chain) {
            std::size_t count = size();
            if (intrusive::details::chain_access::count(chain) / table_.load_factor() < count)
                return;
            if (count < table_.capacity())
                // relaxed: it orders nothing, see size()
                count_.compare_exchange_strong(count, count * 2, atomics::memory_order_relaxed,
                                               atomics::memory_order_relaxed);
            else
                intrusive::details::chain_access::events(chain).of_set.onBucketsExhausted();
        }

        Link first_;
        [[no_unique_address]] Hash hash_;
        Table table_;
        // What every operation reads stands apart from what the item counter's line has.
        alignas(c_nCacheLineSize) atomics::atomic<std::size_t> count_{2};
    };
};

} // namespace details
} // namespace cds::intrusive::split_list

#endif // #ifndef CDSLIB_STRUCTURES_HASH_SPLIT_H
