// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_GUARD_H
#define CDSLIB_MEMORY_DETAILS_SLOT_GUARD_H

#include <cds/memory/details/slot_handle.h>
#include <cds/memory/details/slot_state.h>

#include <cassert>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::memory::details {

/// Holds one slot of a manager in one `Way` (of slot_state) during its lifetime. It may be moved,
/// also to another thread; it may outlive a `free` of its slot, but not the manager. The
/// destructor or `reset()` gives the slot up: wait-free, except that the last guard of a freed
/// slot destroys its payload and returns the slot, which is lock-free.
template <class Manager, class Way>
class slot_guard {
    static constexpr bool has_payload = !std::is_same_v<Way, slot_state::looking>;
    static constexpr bool may_write = std::is_same_v<Way, slot_state::writing>;

    using payload_type = std::conditional_t<may_write, typename Manager::payload_type,
                                            typename Manager::payload_type const>;
    using header_type = typename Manager::header_type const;
    using element = std::conditional_t<has_payload, payload_type, header_type>;

public:
    /// Holds nothing.
    slot_guard() noexcept = default;
    slot_guard(slot_guard&& other) noexcept
        : manager_(std::exchange(other.manager_, nullptr)), handle_(other.handle_) {}
    slot_guard& operator=(slot_guard&& other) noexcept {
        slot_guard(std::move(other)).swap(*this);
        return *this;
    }
    ~slot_guard() { reset(); }

    void swap(slot_guard& other) noexcept {
        std::swap(manager_, other.manager_);
        std::swap(handle_, other.handle_);
    }

    /// Gives the slot up.
    void reset() noexcept {
        if (Manager* const manager = std::exchange(manager_, nullptr))
            manager->template leave<Way>(handle_.index);
    }

    explicit operator bool() const noexcept { return manager_ != nullptr; }

    /// Returns the header given to `store`. It stays the same for as long as the payload lives.
    header_type& header() const noexcept { return held().header; }

    /// Returns the payload; for a header guard, the header.
    element& operator*() const noexcept {
        if constexpr (has_payload)
            return held().payload;
        else
            return held().header;
    }
    element* operator->() const noexcept { return std::addressof(**this); }

    /// Returns the handle that was used to enter. It is stale if the slot was freed since.
    slot_handle handle() const noexcept { return handle_; }

private:
    friend Manager;

    slot_guard(Manager& manager, slot_handle handle) noexcept
        : manager_(std::addressof(manager)), handle_(handle) {}

    auto& held() const noexcept {
        assert(manager_ != nullptr);
        return manager_->slots_[handle_.index].content;
    }

    Manager* manager_ = nullptr;
    slot_handle handle_;
};

} // namespace cds::memory::details

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_GUARD_H
