// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_CHAIN_ITERATOR_H
#define CDSLIB_FACE_CHAIN_ITERATOR_H

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// The names of an iterator over the items of `Chain`.
template <class Chain, bool Const>
struct item_iterator {
    using value_type =
        std::conditional_t<Const, typename Chain::value_type const, typename Chain::value_type>;
    using value_ptr = value_type*;
    using value_ref = value_type&;
    using difference_type = std::ptrdiff_t;
    using pointer = value_ptr;
    using reference = value_ref;
};

/// Stands in an iterator for what it does not have to remember.
struct no_dummy {};

/// Goes through the chains behind a row of heads, in order within each chain.
///
/// It guards the item that it stands on, which therefore stays readable when it is erased, and
/// goes on behind that item's key whatever else was erased meanwhile. It sees every item that is
/// in the container all the time, and may or may not see the others. At the end it guards nothing.
///
/// `Chain::next_item(head, item)` finds the item behind `item`, or the first one, guarded.
template <class Chain, bool Const>
class chain_iterator : public item_iterator<Chain, Const> {
    using link = typename Chain::link;
    using guarded_ptr = typename Chain::guarded_ptr;
    using item_type = typename Chain::value_type;

public:
    using typename item_iterator<Chain, Const>::value_ptr;
    using typename item_iterator<Chain, Const>::value_ref;

    /// Whether there are dummies in the chain, behind which it can go on.
    static constexpr bool has_dummies = [] {
        if constexpr (requires { Chain::has_dummies; })
            return Chain::has_dummies;
        else
            return false;
    }();

    /// While others erase, two passes may see different items, so that a buffer which has the size
    /// of the first pass may be too small for the second. Such iterators are input iterators.
    using iterator_category = std::conditional_t<Chain::policy::erases, std::input_iterator_tag,
                                                 std::forward_iterator_tag>;

    /// The const iterator of an iterator, and the other way round.
    using opposite = chain_iterator<Chain, !Const>;

    chain_iterator() = default;
    /// The first item of the heads from `head` to before `last`.
    chain_iterator(link* head, link* last) : head_(head), last_(last) { settle(nullptr); }
    /// The item that `item` guards, which is in the chain behind `head`.
    chain_iterator(link* head, link* last, guarded_ptr item)
        : head_(head), last_(last), item_(std::move(item)) {}

    chain_iterator(chain_iterator const& other) : chain_iterator(other, tag()) {}
    /// Converts an iterator to a const one.
    template <bool Other>
        requires(Const && !Other)
    chain_iterator(chain_iterator<Chain, Other> const& other) : chain_iterator(other, tag()) {}
    chain_iterator(chain_iterator&&) noexcept = default;

    chain_iterator& operator=(chain_iterator const& other) { return *this = chain_iterator(other); }
    chain_iterator& operator=(chain_iterator&&) noexcept = default;

    value_ptr operator->() const noexcept { return get(); }
    value_ref operator*() const noexcept { return *get(); }

    chain_iterator& operator++() {
        settle(get());
        return *this;
    }
    void operator++(int)
        requires(Chain::policy::erases)
    {
        ++*this;
    }
    /// Returns the old position. A policy that never erases guards nothing, so a copy is free.
    chain_iterator operator++(int)
        requires(!Chain::policy::erases)
    {
        chain_iterator const before(*this);
        ++*this;
        return before;
    }

    /// These are friends and no templates, so that a program's own template of `==` is never the
    /// better match.
    friend bool operator==(chain_iterator const& a, chain_iterator const& b) noexcept {
        return a.get() == b.get();
    }
    friend bool operator==(chain_iterator const& a, opposite const& b) noexcept {
        return a.get() == b.get();
    }

    /// The head of the chain that it stands in.
    link* bucket() const noexcept { return head_; }
    /// Returns an iterator at the same place that ends with this chain.
    chain_iterator underlying_iterator() const {
        chain_iterator inner(*this);
        inner.last_ = head_ == last_ ? last_ : head_ + 1;
        return inner;
    }

private:
    template <class, bool>
    friend class chain_iterator;

    struct tag {};
    template <bool Other>
    chain_iterator(chain_iterator<Chain, Other> const& other, tag)
        : head_(other.head_), last_(other.last_), from_(other.from_) {
        if (item_type* const item = other.get())
            item_ = guarded_ptr(item);
    }

    item_type* get() const noexcept { return item_ ? item_.operator->() : nullptr; }

    /// Moves to the first item behind `after`, in this chain or a later one.
    void settle(item_type const* after) {
        for (; head_ != last_; next_chain(), after = nullptr)
            if (guarded_ptr next = next_item(after)) {
                item_ = std::move(next);
                return;
            }
        item_ = guarded_ptr();
    }

    /// What comes behind `after` in this chain, found from the last dummy that was passed, where
    /// there are any.
    guarded_ptr next_item(item_type const* after) {
        if constexpr (!has_dummies)
            return Chain::next_item(*head_, after);
        else {
            if (after == nullptr || from_ == nullptr)
                from_ = head_;
            return Chain::next_item_from(from_, after);
        }
    }

    /// Goes to the next chain. The processor is asked for the first item of a chain that comes a
    /// little later: where there are more items than caches hold, a walk through a hash table would
    /// wait for memory at each of them.
    void next_chain() noexcept {
        ++head_;
        if constexpr (requires { Chain::prefetch(*head_); })
            if (last_ - head_ > ahead)
                Chain::prefetch(head_[ahead]);
    }

    /// How many chains later: the time that they take is longer than memory's.
    static constexpr std::ptrdiff_t ahead = 12;

    link* head_ = nullptr;
    link* last_ = nullptr;
    [[no_unique_address]] std::conditional_t<has_dummies, link*, no_dummy> from_{};
    guarded_ptr item_;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_FACE_CHAIN_ITERATOR_H
