// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_BOUNDED_ARRAY_H
#define CDSLIB_DETAILS_BOUNDED_ARRAY_H

#include <cds/user_setup/allocator.h>

#include <cassert>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace cds::details {

/// An array that takes its memory once and never grows: pointers to elements stay valid until
/// these are removed. The caller must not add more elements than its capacity.
template <class T, class Alloc = CDS_DEFAULT_ALLOCATOR>
class bounded_array {
    using allocator = typename std::allocator_traits<Alloc>::template rebind_alloc<T>;
    using storage = std::vector<T, allocator>;

public:
    using value_type = T;
    using allocator_type = allocator;
    using iterator = typename storage::iterator;
    using const_iterator = typename storage::const_iterator;

    /// Empty, with room for `capacity` elements. Throws std::bad_alloc.
    explicit bounded_array(std::size_t capacity) { items_.reserve(capacity); }
    /// `size` elements, default-constructed, and room for `capacity`.
    bounded_array(std::size_t capacity, std::size_t size) : bounded_array(capacity) {
        resize(size);
    }
    bounded_array(bounded_array const&) = delete;
    bounded_array& operator=(bounded_array const&) = delete;

    T& operator[](std::size_t i) noexcept {
        assert(i < size());
        return items_[i];
    }
    T const& operator[](std::size_t i) const noexcept {
        assert(i < size());
        return items_[i];
    }
    T* top() noexcept { return items_.data(); }
    T const* top() const noexcept { return items_.data(); }

    std::size_t size() const noexcept { return items_.size(); }
    std::size_t capacity() const noexcept { return items_.capacity(); }
    [[nodiscard]] bool empty() const noexcept { return items_.empty(); }

    /// \name Adding at the end, while size() < capacity()
    ///@{
    void push_back(T item) { emplace_back(std::move(item)); }
    template <class... Args>
    T& emplace_back(Args&&... args) {
        assert(size() < capacity());
        return items_.emplace_back(std::forward<Args>(args)...);
    }
    ///@}

    void pop_back() noexcept {
        assert(!empty());
        items_.pop_back();
    }
    /// Removes from the end, or adds default-constructed elements, at most capacity().
    void resize(std::size_t size) {
        assert(size <= capacity());
        items_.resize(size);
    }
    void clear() noexcept { items_.clear(); }

    iterator begin() noexcept { return items_.begin(); }
    iterator end() noexcept { return items_.end(); }
    const_iterator begin() const noexcept { return items_.begin(); }
    const_iterator end() const noexcept { return items_.end(); }

private:
    storage items_;
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_BOUNDED_ARRAY_H
