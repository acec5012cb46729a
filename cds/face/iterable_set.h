// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_FACE_ITERABLE_SET_H
#define CDSLIB_FACE_ITERABLE_SET_H

#include <cds/face/ordered_set.h>

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// Goes through places behind a row of heads. It guards the item that it stands on, which stays
/// readable and may be gone on from when it is erased or replaced. It sees every item that stays in
/// its place all the time, in order within a chain, and may or may not see the others. It has one
/// guard as long as it exists.
///
/// `Chain::item_in(place, guard)` is the item that is in a place, guarded, or null.
template <class Chain, bool Const>
class place_iterator : public item_iterator<Chain, Const> {
    using link = typename Chain::link;
    using item_type = typename Chain::value_type;

public:
    using typename item_iterator<Chain, Const>::value_ptr;
    using typename item_iterator<Chain, Const>::value_ref;
    using iterator_category = std::input_iterator_tag;
    /// The const iterator of an iterator, and the other way round.
    using opposite = place_iterator<Chain, !Const>;

    place_iterator() = default;
    /// The first item of the heads from `head` to before `last`.
    place_iterator(link* head, link* last) : head_(head), last_(last), place_(head) {
        if (head == last)
            place_ = nullptr;
        else
            ++*this;
    }
    /// The item in `place`, which is in the chain behind `head` and guarded by another guard.
    place_iterator(link* head, link* last, link* place, item_type* item)
        : head_(head), last_(last), place_(place), item_(item) {
        guard_.assign(item);
    }

    place_iterator(place_iterator const& other) : place_iterator(other, tag()) {}
    /// An iterator becomes a const one.
    template <bool Other>
        requires(Const && !Other)
    place_iterator(place_iterator<Chain, Other> const& other) : place_iterator(other, tag()) {}
    place_iterator& operator=(place_iterator const& other) noexcept {
        stand_with(other);
        return *this;
    }

    value_ptr operator->() const noexcept { return item_; }
    value_ref operator*() const noexcept { return *item_; }

    place_iterator& operator++() {
        for (;;) {
            if (place_)
                place_ = Chain::next_of(*place_);
            if (place_) {
                item_ = Chain::item_in(*place_, guard_);
                if (item_)
                    return *this;
            } else if (head_ != last_ && ++head_ != last_)
                place_ = head_;
            else {
                item_ = nullptr;
                guard_.clear();
                return *this;
            }
        }
    }
    void operator++(int) { ++*this; }

    /// Friends and no templates: a program's own template of `==` is never the better match.
    friend bool operator==(place_iterator const& a, place_iterator const& b) noexcept {
        return a.place_ == b.place_ && a.item_ == b.item_;
    }
    friend bool operator==(place_iterator const& a, opposite const& b) noexcept {
        return a.place_ == b.place_ && a.item_ == b.item_;
    }

    /// The head of the chain that it stands in.
    link* bucket() const noexcept { return head_; }
    /// Returns an iterator at the same place that ends with this chain.
    place_iterator underlying_iterator() const {
        place_iterator inner(*this);
        inner.last_ = head_ == last_ ? last_ : head_ + 1;
        return inner;
    }

private:
    template <class, bool>
    friend class place_iterator;
    template <class, class>
    friend class iterable_set;

    struct tag {};
    template <bool Other>
    place_iterator(place_iterator<Chain, Other> const& other, tag) {
        stand_with(other);
    }
    template <bool Other>
    void stand_with(place_iterator<Chain, Other> const& other) noexcept {
        head_ = other.head_;
        last_ = other.last_;
        place_ = other.place_;
        item_ = other.item_;
        guard_.copy(other.guard_);
    }

    link* head_ = nullptr;
    link* last_ = nullptr;
    link* place_ = nullptr;
    item_type* item_ = nullptr;
    typename Chain::policy::guard guard_;
};

/// The interface of a set whose items can be replaced and whose iterators stay where they are.
/// `update` replaces: `f(val, replaced)` with null for what was not there.
template <class Chain, class Heads>
class iterable_set : public ordered_set<Chain, Heads> {
    using base = ordered_set<Chain, Heads>;

public:
    using typename base::iterator;
    using typename base::key_comparator;
    using typename base::value_type;
    using base::base;

    /// Erases the item that `it` stands on, if it is still in its place. The iterator stays on it,
    /// and may be gone on from.
    bool erase_at(iterator const& it) {
        if (!it.item_)
            return false;
        [[maybe_unused]] typename Chain::policy::lease const until_retired;
        bool const erased = this->erase_from(*it.place_, it.item_);
        erased ? this->stat_.onEraseSuccess() : this->stat_.onEraseFailed();
        return erased;
    }

    /// Calls `f(item, key)` for the item equal to `key`; false if there is none.
    template <class Q, class F>
    bool find(Q&& key, F&& f) const {
        return self().base::find(key, f);
    }
    template <class Q, class Less, class F>
    bool find_with(Q&& key, Less pred, F&& f) const {
        return self().base::find_with(key, pred, f);
    }
    /// An iterator to the item equal to `key`; `end()` if there is none.
    template <class Q>
    [[nodiscard]] iterator find(Q const& key) const {
        return iterator_by<key_comparator>(key);
    }
    template <class Q, class Less>
    [[nodiscard]] iterator find_with(Q const& key, Less) const {
        return iterator_by<typename base::template comparator_of<Less>>(key);
    }

protected:
    template <class... Sizes>
    explicit iterable_set(std::in_place_t, Sizes... sizes) : base(std::in_place, sizes...) {}

private:
    /// Items of a constant set may be changed: it is constant what is in it.
    iterable_set& self() const noexcept { return const_cast<iterable_set&>(*this); }

    template <class Compare, class Q>
    iterator iterator_by(Q const& key) const {
        return this->with_chain_of(key, [this](auto& head, auto* last, auto const& probe) {
            typename Chain::looker look;
            if (!this->report_found(
                    Chain::find(head, probe, typename base::template order<Compare>(), look)))
                return iterator(last, last);
            // A head behind a dummy is no head of an iterator, which goes through the whole chain.
            auto* const from = Chain::has_dummies ? this->heads().begin() : &head;
            return iterator(from, last, look.node, Chain::address_of(look.item));
        });
    }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_FACE_ITERABLE_SET_H
