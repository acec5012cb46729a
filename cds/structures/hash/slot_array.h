// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_SLOT_ARRAY_H
#define CDSLIB_STRUCTURES_HASH_SLOT_ARRAY_H

// The arrays of slots that a trie is made of, and the way through them.

#include <cds/algo/atomic.h>
#include <cds/details/marked_ptr.h>

#include <cstddef>
#include <iterator>
#include <limits>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// An array of slots: the head of a set, or what took the place of an item in an array above.
template <class T>
struct array_node {
    using link = cds::details::marked_ptr<T, 1>; ///< an item; marked, it is an array
    using slot = atomics::atomic<link>;

    array_node(array_node* above, std::size_t place, std::size_t slots) noexcept
        : parent(above), index_in_parent(place), size(slots) {}
    std::size_t shape() const noexcept { return size; }

    slot* begin() noexcept { return static_cast<slot*>(static_cast<void*>(this + 1)); }
    slot* end() noexcept { return begin() + size; }

    static array_node* in(link l) noexcept {
        return static_cast<array_node*>(static_cast<void*>(l.ptr()));
    }
    link as_link() noexcept { return link(static_cast<T*>(static_cast<void*>(this)), 1); }

    array_node* const parent;
    std::size_t const index_in_parent;
    std::size_t const size;
};

/// Goes through the slots of a set in the order of the bits of hash values, as they are cut;
/// `Reverse`: the other way.
///
/// It guards the item that it stands on, which therefore stays readable when it is erased or
/// replaced. The iterator goes on from its slot, and slots stay as long as the set: so it is right
/// at any time, whatever others do. It meets every item that is in the set all the time, once, and
/// may or may not meet the others. It must end before the set.
///
/// One guard for as long as it stands on an item; at an end it has none.
template <class Set, bool Const, bool Reverse>
class slot_iterator {
    using array_node = typename Set::array_node;
    using item_type = typename Set::value_type;
    using guard = typename Set::policy::guard;

public:
    using value_type = std::conditional_t<Const, item_type const, item_type>;
    using pointer = value_type*;
    using reference = value_type&;
    using difference_type = std::ptrdiff_t;
    using value_ptr = pointer;
    using value_ref = reference;
    /// While others erase, two passes may see different items.
    using iterator_category = std::input_iterator_tag;
    /// The const iterator of an iterator, and the other way round.
    using opposite = slot_iterator<Set, !Const, Reverse>;

    slot_iterator() = default;
    slot_iterator(slot_iterator const& other) : slot_iterator(other, tag()) {}
    /// An iterator becomes a const one.
    template <bool Other>
        requires(Const && !Other)
    slot_iterator(slot_iterator<Set, Other, Reverse> const& other) : slot_iterator(other, tag()) {}
    slot_iterator(slot_iterator&& other) noexcept
        : array_(other.array_),
          index_(other.index_),
          item_(std::exchange(other.item_, nullptr)),
          guard_(std::move(other.guard_)) {}
    slot_iterator& operator=(slot_iterator other) noexcept {
        array_ = other.array_;
        index_ = other.index_;
        std::swap(item_, other.item_);
        guard_.swap(other.guard_);
        return *this;
    }
    ~slot_iterator() = default;

    value_ptr operator->() const noexcept { return item_; }
    value_ref operator*() const noexcept { return *item_; }

    slot_iterator& operator++() { return go<!Reverse>(); }
    void operator++(int) { go<!Reverse>(); }
    slot_iterator& operator--() { return go<Reverse>(); }
    void operator--(int) { go<Reverse>(); }

    /// Gives the guard up, and with it the item. The place stays: one may go on from it.
    void release() noexcept {
        item_ = nullptr;
        guard_.unlink();
    }

    /// Two are equal if they stand on the same item, or on none at the same place.
    friend bool operator==(slot_iterator const& a, slot_iterator const& b) noexcept {
        return a.is_at(b);
    }
    friend bool operator==(slot_iterator const& a, opposite const& b) noexcept {
        return a.is_at(b);
    }

private:
    friend Set;
    template <class, bool, bool>
    friend class slot_iterator;

    static constexpr std::size_t before_first = (std::numeric_limits<std::size_t>::max)();

    struct tag {};
    template <bool Other>
    slot_iterator(slot_iterator<Set, Other, Reverse> const& other, tag)
        : array_(other.array_), index_(other.index_) {
        if (other.item_ == nullptr)
            return;
        guard_.link();
        item_ = guard_.assign(other.item_);
    }
    /// The end behind the last slot, or before the first one.
    slot_iterator(array_node* head, std::size_t index) noexcept : array_(head), index_(index) {}

    template <bool Other>
    bool is_at(slot_iterator<Set, Other, Reverse> const& other) const noexcept {
        return item_ == other.item_ &&
               (item_ != nullptr || (array_ == other.array_ && index_ == other.index_));
    }

    /// To the next item, or that before. Arrays are entered from the side that one comes from.
    template <bool Forward>
    slot_iterator& go() {
        item_ = nullptr;
        guard_.link();
        for (;;) {
            index_ = Forward ? index_ + 1 : index_ - 1;
            if (index_ < array_->size) {
                if ((item_ = enter<Forward>()) != nullptr)
                    return *this;
            } else if (array_->parent == nullptr) {
                index_ = Forward ? array_->size : before_first;
                release();
                return *this;
            } else {
                index_ = array_->index_in_parent;
                array_ = array_->parent;
            }
        }
    }

    /// The item in this slot, or in the first slot of the arrays behind it; null if it is empty.
    template <bool Forward>
    item_type* enter() {
        for (;;) {
            auto const seen =
                Set::look(array_->begin()[index_], [this](auto const& at, auto address_of) {
                    return guard_.protect(at, address_of);
                });
            if (!seen.bits())
                return seen.ptr();
            array_ = array_node::in(seen);
            index_ = Forward ? 0 : array_->size - 1;
        }
    }

    array_node* array_ = nullptr;
    std::size_t index_ = 0;
    item_type* item_ = nullptr;
    guard guard_{nullptr};
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_HASH_SLOT_ARRAY_H
