// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_DETAILS_SLOT_ERROR_H
#define CDSLIB_MEMORY_DETAILS_SLOT_ERROR_H

#include <cds/details/throw_exception.h>

#include <cassert>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

// Why a handle was refused: as a code, as an exception, and as the result of a `try_` operation.

namespace cds::memory {

/// The reason why a handle was refused; `none` if it was not.
enum class slot_error : unsigned char {
    none,
    out_of_range,   ///< the index is not below the manager's capacity
    stale_handle,   ///< the payload that the handle names was freed
    double_free,    ///< `free` of a payload that was freed before
    busy,           ///< `try_` operations only: the caller would have to wait
    too_many_guards ///< the slot's counter of such guards is full
};

/// The base of all refusals. Nothing has changed when one is thrown.
class slot_exception : public std::logic_error {
public:
    slot_exception(slot_error reason, char const* text) : std::logic_error(text), reason_(reason) {}
    /// Returns the same as a code.
    slot_error reason() const noexcept { return reason_; }

private:
    slot_error reason_;
};

/// The handle's index is not below the capacity: it belongs to another manager, or to none.
struct slot_out_of_range : slot_exception {
    slot_out_of_range()
        : slot_exception(slot_error::out_of_range,
                         "cds: slot manager: the handle is out of range") {}
};

/// The payload that the handle names was freed; the slot may hold another one by now.
struct stale_slot_handle : slot_exception {
    stale_slot_handle()
        : stale_slot_handle(slot_error::stale_handle,
                            "cds: slot manager: what the handle named was freed") {}

protected:
    using slot_exception::slot_exception;
};

/// The payload was freed before; detected by `free`.
struct slot_double_free : stale_slot_handle {
    slot_double_free()
        : stale_slot_handle(slot_error::double_free, "cds: slot manager: freed a second time") {}
};

/// More guards of one kind on one slot than its counter can count.
struct too_many_slot_guards : slot_exception {
    too_many_slot_guards()
        : slot_exception(slot_error::too_many_guards,
                         "cds: slot manager: too many guards of a slot") {}
};

namespace details {

[[noreturn]] inline void throw_slot_error(slot_error reason) {
    switch (reason) {
    case slot_error::out_of_range: CDS_THROW_EXCEPTION(slot_out_of_range());
    case slot_error::double_free: CDS_THROW_EXCEPTION(slot_double_free());
    case slot_error::too_many_guards: CDS_THROW_EXCEPTION(too_many_slot_guards());
    case slot_error::none:
    case slot_error::stale_handle:
    case slot_error::busy: break;
    }
    CDS_THROW_EXCEPTION(stale_slot_handle());
}

} // namespace details

/// A guard, or the reason why there is none.
template <class Guard>
class slot_result {
public:
    slot_result(Guard&& guard) noexcept : guard_(std::move(guard)) {}
    slot_result(slot_error reason) noexcept : reason_(reason) {
        assert(reason != slot_error::none);
    }

    explicit operator bool() const noexcept { return guard_.has_value(); }
    slot_error error() const noexcept { return reason_; }

    Guard& operator*() & noexcept { return *guard_; }
    Guard&& operator*() && noexcept { return std::move(*guard_); }
    Guard* operator->() noexcept { return std::addressof(*guard_); }

private:
    std::optional<Guard> guard_;
    slot_error reason_ = slot_error::none;
};

} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_DETAILS_SLOT_ERROR_H
