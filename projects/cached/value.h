// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_VALUE_H
#define CDSLIB_PROJECTS_CACHED_VALUE_H

#include "memory_account.h"

#include <cds/gc/dhp.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace cached {

using gc = cds::gc::DHP;

/// Milliseconds of a clock that never goes back.
using instant = std::int64_t;

/// The bytes of a value and when they expire. It never changes: whoever wants another value, or
/// another deadline, puts a new object into its place. So a reader needs a guard and no lock, and
/// may hand the bytes to the kernel as they stand here.
class value {
    struct deleter {
        void operator()(value* v) const noexcept { destroy(v); }
    };

public:
    /// An unpublished value.
    using owner = std::unique_ptr<value, deleter>;
    static constexpr instant never = 0;

    /// Returns a copy of `bytes`. Throws std::bad_alloc.
    [[nodiscard]] static owner make(std::string_view bytes, instant deadline = never) {
        void* const memory = ::operator new(sizeof(value) + bytes.size());
        owner made(new (memory) value(bytes.size(), deadline));
        if (!bytes.empty())
            std::memcpy(made->data(), bytes.data(), bytes.size());
        return made;
    }
    /// Returns a value of two parts. Throws std::bad_alloc.
    [[nodiscard]] static owner join(std::string_view first, std::string_view second,
                                    instant deadline) {
        std::size_t const size = first.size() + second.size();
        owner made(new (::operator new(sizeof(value) + size)) value(size, deadline));
        if (!first.empty())
            std::memcpy(made->data(), first.data(), first.size());
        if (!second.empty())
            std::memcpy(made->data() + first.size(), second.data(), second.size());
        return made;
    }

    value(value const&) = delete;
    value& operator=(value const&) = delete;

    [[nodiscard]] std::string_view bytes() const noexcept {
        return {reinterpret_cast<char const*>(this + 1), size_};
    }
    [[nodiscard]] instant deadline() const noexcept { return deadline_; }
    [[nodiscard]] bool has_expired(instant now) const noexcept {
        return deadline_ != never && deadline_ <= now;
    }

    [[nodiscard]] static std::size_t footprint(std::size_t size) noexcept {
        return heap_footprint(sizeof(value) + size);
    }
    [[nodiscard]] std::size_t footprint() const noexcept { return footprint(size_); }

    static void destroy(value* v) noexcept {
        v->~value();
        ::operator delete(v);
    }

    /// Gets a value that was retired, when no reader has it any more.
    struct disposer {
        void operator()(value* v) const noexcept {
            memory_account::one().freed(v->footprint());
            destroy(v);
        }
    };

private:
    value(std::size_t size, instant deadline) noexcept : size_(size), deadline_(deadline) {}
    ~value() = default;
    char* data() noexcept { return reinterpret_cast<char*>(this + 1); }

    std::size_t const size_;
    instant const deadline_;
};

/// A value that stays readable while this lives, whatever becomes of its key.
using held_value = gc::guarded_ptr<value, value const>;

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_VALUE_H
