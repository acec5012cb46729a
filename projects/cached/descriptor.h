// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_DESCRIPTOR_H
#define CDSLIB_PROJECTS_CACHED_DESCRIPTOR_H

#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace cached {

/// Owns a file descriptor.
class descriptor {
public:
    descriptor() = default;
    /// Throws std::system_error, which says `what` failed, for a negative number.
    descriptor(int number, char const* what) : number_(number) {
        if (number < 0)
            throw std::system_error(errno, std::generic_category(), what);
    }
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() { close(); }

    [[nodiscard]] int get() const noexcept { return number_; }
    void close() noexcept {
        if (number_ >= 0)
            ::close(std::exchange(number_, -1));
    }

private:
    int number_ = -1;
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_DESCRIPTOR_H
