// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_TYPE_PADDING_H
#define CDSLIB_DETAILS_TYPE_PADDING_H

#include <cstddef>

namespace cds::details {

/// The class T with its constructors, padded at the end to a multiple of `Align`.
template <class T, std::size_t Align, std::size_t Rest = sizeof(T) % Align>
struct type_padding {
    class type : public T {
    public:
        using T::T;
        type() = default;

    private:
        [[maybe_unused]] char pad_[Align - Rest];
    };
};

template <class T, std::size_t Align>
struct type_padding<T, Align, 0> {
    typedef T type;
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_TYPE_PADDING_H
