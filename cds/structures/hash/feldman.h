// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_FELDMAN_H
#define CDSLIB_STRUCTURES_HASH_FELDMAN_H

#include <cds/algo/atomic.h>
#include <cds/algo/backoff_strategy.h>
#include <cds/algo/split_bitstring.h>
#include <cds/algo/stat.h>
#include <cds/details/concepts.h>
#include <cds/details/sign.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/compare.h>
#include <cds/structures/counted_in.h>
#include <cds/structures/hash/slot_array.h>
#include <cds/structures/options.h>
#include <cds/structures/reclaim.h>
#include <cds/structures/shaped_node.h>
#include <cds/structures/visited.h>
#include <cds/urcu/options.h>
#include <cds/user_setup/allocator.h>
#include <cds/user_setup/cache_line.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>
#include <limits>
#include <memory>
#include <ranges>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

/// Statistics and options of `FeldmanHashSet`.
namespace cds::intrusive::feldman_hashset {

/// How to get the hash value of an item: `hash const& operator()(value_type const&)`, or by value.
CDS_TYPE_OPTION(hash_accessor);
/// How many bytes of a hash value count; 0 stands for all. Who names a number says that these bytes
/// tell the values apart, whatever their type is.
CDS_VALUE_OPTION(std::size_t, hash_size);
/// What cuts a hash value into pieces, see cds/algo/split_bitstring.h.
CDS_TYPE_OPTION(hash_splitter);

/// Compares hash values byte by byte, `Size` bytes of them.
template <class T, std::size_t Size = sizeof(T)>
struct bitwise_compare {
    int operator()(T const& a, T const& b) const noexcept {
        return std::memcmp(std::addressof(a), std::addressof(b), Size);
    }
};

/// Whether values of H are the same exactly if their bytes are. No byte is padding, no two floating
/// point numbers are equal with different bytes (0.0 and -0.0), and what they say is not elsewhere,
/// as the text of a `std::string_view` is.
template <class H>
inline constexpr bool is_its_bytes =
    std::has_unique_object_representations_v<H> && !std::ranges::borrowed_range<H>;
template <class A, class B>
inline constexpr bool is_its_bytes<std::pair<A, B>> =
    is_its_bytes<A> && is_its_bytes<B> && sizeof(std::pair<A, B>) == sizeof(A) + sizeof(B);

/// What is in the arrays of one level, the head's being the first.
struct level_statistics {
    std::size_t array_node_count = 0; ///< arrays
    std::size_t node_capacity = 0;    ///< slots of one of them
    std::size_t data_cell_count = 0;  ///< slots with an item
    std::size_t array_cell_count = 0; ///< slots that lead to an array of the next level
    std::size_t empty_cell_count = 0; ///< slots with nothing
};

#define CDS_FELDMAN_HASHSET_EVENTS(X)            \
    X(m_nInsertSuccess, onInsertSuccess)         \
    X(m_nInsertFailed, onInsertFailed)           \
    X(m_nInsertRetry, onInsertRetry)             \
    X(m_nUpdateNew, onUpdateNew)                 \
    X(m_nUpdateExisting, onUpdateExisting)       \
    X(m_nUpdateFailed, onUpdateFailed)           \
    X(m_nUpdateRetry, onUpdateRetry)             \
    X(m_nEraseSuccess, onEraseSuccess)           \
    X(m_nEraseFailed, onEraseFailed)             \
    X(m_nEraseRetry, onEraseRetry)               \
    X(m_nFindSuccess, onFindSuccess)             \
    X(m_nFindFailed, onFindFailed)               \
    X(m_nExpandNodeSuccess, onExpandNodeSuccess) \
    X(m_nExpandNodeFailed, onExpandNodeFailed)   \
    X(m_nSlotChanged, onSlotChanged)             \
    X(m_nSlotConverting, onSlotConverting)       \
    X(m_nArrayNodeCount, onArrayNodeCreated)

/// Counts events. `m_nSlotConverting` stays 0: no slot is ever seen half-way to an array.
template <class Counter = cds::atomicity::event_counter>
struct stat {
    CDS_STAT_EVENTS(event_counter, Counter, CDS_FELDMAN_HASHSET_EVENTS)
    Counter m_nHeight; ///< the most levels of arrays that there were, the head included

    void height(std::size_t levels) {
        if (static_cast<std::size_t>(m_nHeight) < levels)
            m_nHeight = levels;
    }
};
/// Counts nothing.
struct empty_stat {
    CDS_EMPTY_STAT_EVENTS(CDS_FELDMAN_HASHSET_EVENTS)
    void height(std::size_t) const noexcept {}
};

/// The options that intrusive and owning sets and maps have in common.
struct common_traits {
    static constexpr std::size_t hash_size = 0;
    /// None: `number_splitter` for integers taken whole, else `split_bitstring`.
    using hash_splitter = opt::none;
    /// How hash values are told apart: by `compare`, else by `less`, else bit by bit.
    using compare = opt::none;
    using less = opt::none;
    using item_counter = cds::atomicity::item_counter;
    /// For the arrays.
    using node_allocator = CDS_DEFAULT_ALLOCATOR;
    using memory_model = opt::v::relaxed_ordering;
    /// What to do after losing a race for a slot.
    using back_off = cds::backoff::Default;
    using stat = empty_stat;
    using rcu_check_deadlock = opt::v::rcu_throw_deadlock;
};

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits : common_traits {
    /// Must be given, see the option of this name.
    using hash_accessor = opt::none;
    /// What happens to an erased item when nobody looks at it any more.
    using disposer = opt::v::empty_disposer;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : opt::compose_traits<traits, Options...> {};

namespace details {

/// How many bits of a hash value choose a slot of the head, and of each array below. Together with
/// some number of arrays they are all `hash_bits`. Where libcds would go on with a number of bits
/// that the splitter does not cut, the next one is taken that it does.
struct geometry {
    template <class Splitter>
    static geometry of(std::size_t head, std::size_t array, std::size_t hash_bits) {
        auto const is_correct = [](std::size_t bits) {
            return Splitter::is_correct(static_cast<unsigned>(bits));
        };
        std::size_t const least = 4;
        array = (std::min)((std::max)(array, least / 2), hash_bits - least);
        while (array != hash_bits - least && !is_correct(array))
            ++array;
        head = (std::min)((std::max)(head, least), hash_bits);
        head += (hash_bits - head) % array;
        if (!is_correct(array))
            head = hash_bits;
        else if (!is_correct(head) && head > array)
            head -= array;
        constexpr std::size_t most = std::numeric_limits<std::ptrdiff_t>::digits - 4;
        if (head > most || array > most)
            CDS_THROW_EXCEPTION(std::length_error("cds: more slots than there is memory for"));
        return {head, array};
    }

    std::size_t head_bits;
    std::size_t array_bits;
};

} // namespace details
} // namespace cds::intrusive::feldman_hashset

namespace cds::intrusive {

/// Lock-free hash set of objects that the user owns, without a limit on their number and without
/// rehashing: a trie over the bits of hash values. Two items with equal hash values are the same
/// key; the hash must be a fixed number of bytes, and as good as no two keys should share one.
///
///   algorithm      S. Feldman, P. LaBorde, D. Dechev, "Concurrent Multi-level Arrays", SAMOS 2013:
///                  the first bits of a hash value choose a slot of the head. Where two items want
///                  one slot, an array takes it, and the next bits choose a slot of the array
///   progress       lock-free; a look-up goes down at most one array for each piece of the hash,
///                  and looks again only where what it was about to guard has been replaced
///   guards         2: what is in the slot, and the item that is put there. Arrays need none
///   linearizes at  insert [FH3]; erase, extract, unlink, clear [FH4]; update [FH5] or [FH3];
///                  found: the last [FH2], or without guards the last [FH1]; not found: the last
///                  [FH1] or [FH2]. [FH6] changes nothing that anybody can find
///   invariants     I1  a slot that leads to an array does so until the destructor; an array is in
///                      one slot
///                  I2  the slots of one hash value are a path that only grows at its end. An item
///                      of this value is in the last one, or not in the set
///                  I3  an item that one guards does not come back once it has left: it goes
///                      through its disposer before it is inserted again. So a slot that holds a
///                      guarded item has held it since it was guarded
///                  I4  whose [FH4] or [FH5] took an item out retires it
///
/// The paper marks an item before it makes the array, and libcds lets others wait while it is
/// marked. Here the array is filled while nobody sees it, and one CAS, [FH6], puts it in the place
/// of its item. It is the guard that keeps the item from leaving and coming back meanwhile (I3);
/// without it the array would bring back what was erased. The paper is wait-free, as it makes an
/// array after so many lost races; this is lock-free.
///
/// Items need no hook. One that was erased or replaced may be inserted again when its disposer has
/// got it, and not before. Arrays stay, whatever is erased: see array_bytes().
template <class GC, class T, class Traits = feldman_hashset::traits>
class FeldmanHashSet : public details::visited<FeldmanHashSet<GC, T, Traits>, true> {
    friend details::visited<FeldmanHashSet, true>;
    static_assert(details::reclaims_erased<GC>,
                  "the GC of a container must be a policy: cds::gc::DHP, HP or their like");
    static_assert(concepts::waiting<typename Traits::back_off>,
                  "a back-off must be default-constructible and callable without arguments");
    static_assert(!std::is_same_v<typename Traits::hash_accessor, opt::none>,
                  "the traits of a FeldmanHashSet must name a hash_accessor");

public:
    using gc = GC;
    using value_type = T;
    using traits = Traits;
    using hash_accessor = typename traits::hash_accessor;
    using hash_type = std::decay_t<std::invoke_result_t<hash_accessor, value_type const&>>;
    using disposer = typename traits::disposer;
    using item_counter = typename traits::item_counter;
    using node_allocator = typename traits::node_allocator;
    using memory_model = details::annotated_orders<typename traits::memory_model>;
    using back_off = typename traits::back_off;
    using stat = typename traits::stat;
    using level_statistics = feldman_hashset::level_statistics;

    static_assert(
        std::is_trivially_destructible_v<hash_type> && !std::is_pointer_v<hash_type>,
        "a hash value is a fixed number of bytes, and no pointer to them: name a hash (of "
        "a map) or a hash_accessor (of a set) that makes one of the key");
    static_assert(feldman_hashset::is_its_bytes<hash_type> || traits::hash_size != 0 ||
                      !std::is_same_v<typename traits::hash_splitter, opt::none>,
                  "hash values are told apart by their bytes, and those of this type do not say "
                  "which it is: it has padding or floating point numbers, or refers to something "
                  "elsewhere. Name a hash (of a map) or a hash_accessor (of a set) that makes a "
                  "number or an array of bytes of the key; or hash_size, if the bytes do say it");

    /// Guards that one operation takes at most; an iterator keeps one.
    static constexpr std::size_t c_nHazardPtrCount = 2;
    /// The bytes of a hash value that count.
    static constexpr std::size_t c_hash_size =
        traits::hash_size != 0 ? traits::hash_size : sizeof(hash_type);

    using hash_splitter = typename opt::select_default<
        typename traits::hash_splitter,
        typename algo::select_splitter<hash_type, c_hash_size>::type>::type;
    using hash_comparator = typename opt::details::make_comparator_from<
        hash_type, traits, feldman_hashset::bitwise_compare<hash_type, c_hash_size>>::type;

protected:
    using policy = details::reclaim<GC>;
    using order = memory_model;
    using array_node = details::array_node<T>;

public:
    using guarded_ptr = typename policy::template guarded_ptr<T>;
    /// What `get` of a const set returns.
    using const_guarded_ptr = typename policy::template guarded_ptr<T, T const>;
    /// What `extract` returns.
    using extracted_ptr = typename policy::template extracted_ptr<T>;
    /// \name libcds's names for the same in sets over RCU
    ///@{
    using raw_ptr = guarded_ptr;
    using exempt_ptr = extracted_ptr;
    using rcu_lock = typename policy::section;
    static constexpr bool c_bExtractLockExternal = false; ///< extract needs no section around it
    ///@}
    using iterator = details::slot_iterator<FeldmanHashSet, false, false>;
    using const_iterator = details::slot_iterator<FeldmanHashSet, true, false>;
    using reverse_iterator = details::slot_iterator<FeldmanHashSet, false, true>;
    using const_reverse_iterator = details::slot_iterator<FeldmanHashSet, true, true>;

    /// `head_bits` of a hash value choose a slot of the head, at least 4; `array_bits` one of each
    /// array, at least 2. The head takes what the arrays would leave over. Throws `std::bad_alloc`,
    /// or `std::length_error` for a head that no memory has room for.
    explicit FeldmanHashSet(std::size_t head_bits = 8, std::size_t array_bits = 4)
        : bits_(feldman_hashset::details::geometry::of<hash_splitter>(head_bits, array_bits,
                                                                      c_hash_size * 8)),
          head_(arrays::make(head_size(), nullptr, 0, head_size())) {
        stat_.height(1);
    }
    FeldmanHashSet(FeldmanHashSet const&) = delete;
    FeldmanHashSet& operator=(FeldmanHashSet const&) = delete;
    ~FeldmanHashSet() {
        static_assert(concepts::disposer<disposer, T>,
                      "a disposer must be default-constructible and callable with a T*: it carries "
                      "no state, and may run later and on another thread");
        static_assert(alignof(T) >= 2, "the lowest bit of an item's address must be free");
        [[maybe_unused]] typename policy::lease const all_the_time;
        drop(*head_);
    }

    /// Inserts `val` if there is no item with its hash value. `f(val)` is called when it is visible
    /// to others. Throws `std::bad_alloc` where there is no memory for an array; nothing has
    /// changed then.
    bool insert(value_type& val) {
        return insert(val, [](value_type&) {});
    }
    template <class F>
    bool insert(value_type& val, F&& f) {
        hash_type const& hash = hash_accessor()(val);
        writer<2> pos(*this, hash);
        for (back_off wait; settle(pos) == nullptr; wait()) {
            if (link_new(pos, val)) {
                stat_.onInsertSuccess();
                std::invoke(f, val);
                return true;
            }
            stat_.onInsertRetry();
        }
        stat_.onInsertFailed();
        return false;
    }

    /// Puts `val` in the place of the item with its hash value, which is retired, or inserts it if
    /// allowed. First: whether `val` is in the set now; second: inserted. Throws as insert() does.
    std::pair<bool, bool> update(value_type& val, bool bInsert = true) {
        return update_with(val, [](value_type&, value_type*) {}, bInsert);
    }

    /// Does what update() does; all intrusive sets have this name.
    std::pair<bool, bool> upsert(value_type& val, bool bInsert = true) {
        return update(val, bInsert);
    }
    /// This is one step: no look-up finds the key absent.
    static constexpr bool assigns_in_one_step = true;

    /// Erases `val` if it is this very object that the set holds.
    bool unlink(value_type const& val) {
        expect_no_section();
        hash_type const& hash = hash_accessor()(val);
        return bool(take(hash, [](value_type&) {}, std::addressof(val)));
    }

    /// Erases the item with this hash value; `f(item)` sees it erased and guarded.
    bool erase(hash_type const& hash) {
        return erase(hash, [](value_type&) {});
    }
    template <class F>
    bool erase(hash_type const& hash, F&& f) {
        expect_no_section();
        return bool(take(hash, f));
    }
    /// Erases the item that the iterator stands on; false if that is not in the set any more. The
    /// iterator keeps it, and its place.
    template <bool Const, bool Reverse>
    bool erase_at(details::slot_iterator<FeldmanHashSet, Const, Reverse> const& it) {
        return it.item_ != nullptr && unlink(*it.item_);
    }

    /// Erases the item with this hash value and returns it guarded; empty if there is none.
    extracted_ptr extract(hash_type const& hash) {
        typename policy::template extraction<guarded_ptr> extracted;
        return extracted(take(hash, [](value_type&) {}));
    }

    /// The item with this hash value, guarded; empty if there is none. Of a const set a const item.
    [[nodiscard]] guarded_ptr get(hash_type const& hash) { return look_up(hash); }
    [[nodiscard]] const_guarded_ptr get(hash_type const& hash) const {
        return const_guarded_ptr(look_up(hash));
    }
    /// Calls `f(item)` for the item with this hash value; false if there is none.
    template <class F>
    bool find(hash_type const& hash, F&& f) {
        return find_as<value_type>(hash, f);
    }
    template <class F>
    bool find(hash_type const& hash, F&& f) const {
        return find_as<value_type const>(hash, f);
    }
    [[nodiscard]] bool contains(hash_type const& hash) const {
        return find(hash, [](value_type const&) {});
    }

    /// Erases the items one by one.
    void clear() {
        expect_no_section();
        sweeper pos;
        clear_array(*head_, pos);
    }
    /// Whether the item counter says 0; an `empty_item_counter` always does.
    [[nodiscard]] bool empty() const { return size() == 0; }
    /// What the item counter says: approximate among other threads.
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(counter_); }
    /// What the statistics object of the traits has counted.
    stat const& statistics() const noexcept { return stat_; }

    /// Slots of the head.
    [[nodiscard]] std::size_t head_size() const noexcept {
        return std::size_t(1) << bits_.head_bits;
    }
    /// Slots of each array below it.
    [[nodiscard]] std::size_t array_node_size() const noexcept {
        return std::size_t(1) << bits_.array_bits;
    }
    /// Arrays below the head.
    [[nodiscard]] std::size_t array_node_count() const noexcept { return array_count_; }
    /// Bytes of the head and of all arrays. They stay until the destructor, whatever is erased.
    [[nodiscard]] std::size_t array_bytes() const noexcept {
        return sizeof(array_node) * (1 + array_node_count()) +
               sizeof(slot) * (head_size() + array_node_count() * array_node_size());
    }
    /// What is in the arrays, level by level; each slot at a moment of its own. O(slots).
    void get_level_statistics(std::vector<level_statistics>& levels) const {
        levels.clear();
        count(*head_, 0, levels);
    }

    /// \name Iteration in the order of the bits of hash values, as they are cut
    /// A step is lock-free and keeps one guard; it throws as guards do.
    ///@{
    iterator begin() { return next(before<iterator>()); }
    iterator end() noexcept { return behind<iterator>(); }
    const_iterator begin() const { return cbegin(); }
    const_iterator end() const noexcept { return cend(); }
    const_iterator cbegin() const { return next(before<const_iterator>()); }
    const_iterator cend() const noexcept { return behind<const_iterator>(); }
    reverse_iterator rbegin() { return next(behind<reverse_iterator>()); }
    reverse_iterator rend() noexcept { return before<reverse_iterator>(); }
    const_reverse_iterator rbegin() const { return crbegin(); }
    const_reverse_iterator rend() const noexcept { return crend(); }
    const_reverse_iterator crbegin() const { return next(behind<const_reverse_iterator>()); }
    const_reverse_iterator crend() const noexcept { return before<const_reverse_iterator>(); }
    ///@}

protected:
    /// An operation begins that may have to wait for all read sections, where there are any.
    static void expect_no_section() {
        if constexpr (policy::defers)
            policy::template expect_no_section<typename traits::rcu_check_deadlock>();
    }

    bool unlink_at(iterator const& it) { return erase_at(it); }
    /// Does what upsert() does, and calls `f(inserted)` when `val` is in the set.
    template <class F>
    std::pair<bool, bool> upsert(value_type& val, bool may_insert, F&& f) {
        return update_with(
            val, [&f](value_type&, value_type* old) { std::invoke(f, old == nullptr); },
            may_insert);
    }
    /// The same as update(), and `f(val, old)` when it is done, where `old` is guarded, or null. It
    /// is not called for a `val` that was in the set already.
    template <class F>
    std::pair<bool, bool> update_with(value_type& val, F&& f, bool may_insert) {
        hash_type const& hash = hash_accessor()(val);
        writer<2> pos(*this, hash);
        for (back_off wait;; wait()) {
            value_type* const old = may_insert ? settle(pos) : find_item(pos);
            if (old == std::addressof(val)) {
                stat_.onUpdateExisting();
                return {true, false};
            }
            if (old == nullptr && !may_insert) {
                stat_.onUpdateFailed();
                return {false, false};
            }
            if (old != nullptr ? replace(pos, val) : link_new(pos, val)) {
                old != nullptr ? stat_.onUpdateExisting() : stat_.onUpdateNew();
                std::invoke(f, val, old);
                return {true, old == nullptr};
            }
            stat_.onUpdateRetry();
        }
    }

private:
    template <class, bool, bool>
    friend class details::slot_iterator;

    using link = typename array_node::link;
    using slot = typename array_node::slot;
    using arrays = details::shaped_node_factory<array_node, slot, node_allocator>;

    enum : std::size_t { guard_item, guard_fresh };

    /// Where an operation stands: a slot on the path of its hash value, and what it saw there.
    struct place {
        place(FeldmanHashSet const& set, hash_type const& h)
            : bits(h),
              hash(std::addressof(h)),
              array(set.head_.get()),
              at(array->begin() + cut(bits, set.bits_.head_bits)) {}

        static std::size_t cut(hash_splitter& bits, std::size_t n) {
            return static_cast<std::size_t>(bits.cut(static_cast<unsigned>(n)));
        }
        void go_down(array_node* to, std::size_t array_bits) {
            array = to;
            at = to->begin() + cut(bits, array_bits);
            ++level;
        }

        hash_splitter bits; // what the path has not used yet
        hash_type const* hash;
        array_node* array;
        slot* at;
        T* item = nullptr; // in the slot when last looked at, and guarded
        std::size_t level = 1;
    };

    /// What an operation holds. What it took out is retired when the section has ended: members are
    /// destroyed from the last to the first.
    template <std::size_t Guards>
    struct holdings {
        [[no_unique_address]] typename policy::template deferred<disposer> retire;
        [[no_unique_address]] typename policy::section section;
        typename policy::template guard_array<Guards> guards;
    };
    struct reader : holdings<1>, place {
        using place::place;
    };
    template <std::size_t Guards>
    struct writer : private policy::lease, holdings<Guards>, place {
        using place::place;
    };

    struct sweeper : private policy::lease, holdings<1> {
        slot* at = nullptr;
        T* item = nullptr;
    };

    /// What is in `at`, guarded by `protect` if it is an item.
    template <class Protect>
    static link look(slot const& at, Protect protect) {
        // [FH1] acquire-load <- [FH3, FH4, FH5, FH6]: an array that the slot leads to is filled, an
        // item is built
        link const seen = at.load(order::memory_order_acquire);
        if (seen.bits() || seen.ptr() == nullptr || !policy::guards)
            return seen;
        constexpr auto address_of = [](link l) { return l.bits() ? nullptr : l.ptr(); };
        // [FH2] protect-load <- [FH3, FH4, FH5, FH6]: the item is built, and in its slot once it
        // is guarded; an array is filled
        return details::protect_by<order>([&] { return protect(at, address_of); }, at);
    }

    /// The item in the last slot of the path, of this hash value or of another one; null for none.
    template <class Position>
    T* walk(Position& pos) const {
        for (;;) {
            link const seen = look(*pos.at, [&](slot const& at, auto address_of) {
                return pos.guards.protect(guard_item, at, address_of);
            });
            if (!seen.bits())
                return pos.item = seen.ptr();
            pos.go_down(array_node::in(seen), bits_.array_bits);
        }
    }

    /// Where no bits are left the path says it all, whatever the comparator thinks of bytes that
    /// the splitter leaves out.
    static bool is_same(place const& pos) {
        auto const& other = hash_accessor()(std::as_const(*pos.item));
        return cds::details::sign(hash_comparator()(other, *pos.hash)) == 0 || pos.bits.eos();
    }

    template <class Position>
    T* find_item(Position& pos) const {
        return walk(pos) != nullptr && is_same(pos) ? pos.item : nullptr;
    }

    /// The item with the hash value; or null, at the slot where one can be put: an item of another
    /// value that is in the way goes down into an array.
    template <class Position>
    T* settle(Position& pos) {
        while (walk(pos) != nullptr && !is_same(pos))
            expand(pos);
        return pos.item;
    }

    /// Puts an array in the place of an item, which is in the array from the beginning.
    void expand(place const& pos) {
        hash_type const& other = hash_accessor()(std::as_const(*pos.item));
        hash_splitter rest(other, pos.bits.bit_offset());
        std::size_t const index = place::cut(rest, bits_.array_bits);
        auto const place_above = static_cast<std::size_t>(pos.at - pos.array->begin());
        auto fresh = arrays::make(array_node_size(), pos.array, place_above, array_node_size());
        // relaxed: the array is private; [FH6] publishes it
        fresh->begin()[index].store(link(pos.item), order::memory_order_relaxed);
        link expected(pos.item);
        // [FH6] release-CAS -> [FH1, FH2, FH7]: publishes the array; its item is still there (I3)
        if (!pos.at->compare_exchange_strong(expected, fresh->as_link(),
                                             order::memory_order_release,
                                             order::memory_order_relaxed)) {
            stat_.onExpandNodeFailed();
            return;
        }
        (void)fresh.release();
        ++array_count_;
        stat_.onExpandNodeSuccess();
        stat_.onArrayNodeCreated();
        stat_.height(pos.level + 1);
    }

    bool link_new(writer<2>& pos, T& val) {
        // Before it can be erased: the functors of insert and update see a guarded item.
        pos.guards.publish(guard_fresh, std::addressof(val));
        details::counted_in<item_counter> counted(counter_);
        link nothing;
        // [FH3] release-CAS -> [FH1, FH2]: publishes the item
        if (!pos.at->compare_exchange_strong(nothing, link(std::addressof(val)),
                                             order::memory_order_release,
                                             order::memory_order_relaxed)) {
            stat_.onSlotChanged();
            return false;
        }
        counted.stays();
        return true;
    }

    template <class Position>
    bool take_out(Position& pos) {
        policy::reserve(1);
        link expected(pos.item);
        // [FH4] release-CAS -> [FH1, FH2]: what the eraser did before, for those who miss the item
        if (!pos.at->compare_exchange_strong(expected, link(), order::memory_order_release,
                                             order::memory_order_relaxed)) {
            stat_.onSlotChanged();
            return false;
        }
        --counter_;
        pos.retire(pos.item); // I4
        return true;
    }

    bool replace(writer<2>& pos, T& val) {
        policy::reserve(1);
        pos.guards.publish(guard_fresh, std::addressof(val)); // as in link_new()
        link expected(pos.item);
        // [FH5] release-CAS -> [FH1, FH2]: publishes the item
        if (!pos.at->compare_exchange_strong(expected, link(std::addressof(val)),
                                             order::memory_order_release,
                                             order::memory_order_relaxed)) {
            stat_.onSlotChanged();
            return false;
        }
        pos.retire(pos.item); // I4
        return true;
    }

    /// Erases the item with the hash value, if `only` is null or that very item.
    template <class F>
    guarded_ptr take(hash_type const& hash, F&& f, T const* only = nullptr) {
        writer<1> pos(*this, hash);
        for (back_off wait; find_item(pos) && (!only || only == pos.item); wait()) {
            if (take_out(pos)) {
                stat_.onEraseSuccess();
                std::invoke(f, *pos.item);
                return policy::hold(pos.guards, guard_item, *pos.item);
            }
            stat_.onEraseRetry();
        }
        stat_.onEraseFailed();
        return guarded_ptr();
    }

    bool report(T const* found) const {
        found != nullptr ? stat_.onFindSuccess() : stat_.onFindFailed();
        return found != nullptr;
    }
    guarded_ptr look_up(hash_type const& hash) const {
        policy::expect_section();
        reader pos(*this, hash);
        return report(find_item(pos)) ? policy::hold(pos.guards, guard_item, *pos.item)
                                      : guarded_ptr();
    }
    template <class Item, class F>
    bool find_as(hash_type const& hash, F&& f) const {
        reader pos(*this, hash);
        if (!report(find_item(pos)))
            return false;
        std::invoke(f, static_cast<Item&>(*pos.item));
        return true;
    }

    void clear_array(array_node& array, sweeper& pos) {
        for (slot& s : array) {
            pos.at = &s;
            if (array_node* const below = clear_slot(pos))
                clear_array(*below, pos);
        }
    }
    /// Empties a slot, unless it leads to an array; that is returned.
    array_node* clear_slot(sweeper& pos) {
        for (back_off wait;; wait()) {
            link const seen = look(*pos.at, [&](slot const& at, auto address_of) {
                return pos.guards.protect(guard_item, at, address_of);
            });
            if (seen.bits())
                return array_node::in(seen);
            pos.item = seen.ptr();
            if (pos.item == nullptr || take_out(pos))
                return nullptr;
        }
    }

    /// Takes an array apart where nobody else can be inside.
    void drop(array_node& array) {
        for (slot& s : array) {
            // relaxed: quiescent
            link const seen = s.load(order::memory_order_relaxed);
            if (seen.bits()) {
                typename arrays::owner const below(array_node::in(seen));
                drop(*below);
            } else if (seen.ptr() != nullptr && policy::make_room(1))
                // Without memory even after a scan an item is leaked: it may still be guarded.
                policy::template retire<disposer>(seen.ptr());
        }
    }

    static void count(array_node& array, std::size_t level, std::vector<level_statistics>& levels) {
        if (levels.size() == level)
            levels.emplace_back().node_capacity = array.size;
        ++levels[level].array_node_count;
        for (slot& s : array) {
            // [FH7] acquire-load <- [FH6]: the array is filled
            link const seen = s.load(order::memory_order_acquire);
            if (seen.bits()) {
                ++levels[level].array_cell_count;
                count(*array_node::in(seen), level + 1, levels);
            } else
                ++(seen.ptr() != nullptr ? levels[level].data_cell_count
                                         : levels[level].empty_cell_count);
        }
    }

    template <class Iterator>
    static Iterator next(Iterator it) {
        ++it;
        return it;
    }
    template <class Iterator>
    Iterator before() const noexcept {
        return Iterator(head_.get(), Iterator::before_first);
    }
    template <class Iterator>
    Iterator behind() const noexcept {
        return Iterator(head_.get(), head_->size);
    }

    // What changes stands away from what every operation reads, or each change would take that out
    // of the other processors' caches.
    item_counter counter_;
    mutable stat stat_; // a look-up is counted, too
    cds::atomicity::event_counter array_count_;
    [[maybe_unused]] char away_from_the_counters_[c_nCacheLineSize];
    feldman_hashset::details::geometry const bits_;
    typename arrays::owner const head_;
};

} // namespace cds::intrusive

#endif // #ifndef CDSLIB_STRUCTURES_HASH_FELDMAN_H
