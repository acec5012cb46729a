// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_PADDING_H
#define CDSLIB_OPT_PADDING_H

// The values of the options `alignment` and `padding`, and the types that follow them.

#include <cds/details/aligned_type.h>
#include <cds/details/defs.h>
#include <cds/user_setup/cache_line.h>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cds::opt {

/// Values of `opt::alignment` besides powers of two.
enum special_alignment : unsigned {
    no_special_alignment = 0, ///< the type's own alignment
    cache_line_alignment = 1  ///< to `c_nCacheLineSize`
};

/// Values of `opt::padding` besides powers of two.
enum special_padding : unsigned {
    no_special_padding = 0, ///< none
    cache_line_padding = 1, ///< to `c_nCacheLineSize`

    /// A flag: data larger than the padding is left alone instead of being padded to a multiple.
    padding_tiny_data_only = 0x80000000,

    padding_flags = padding_tiny_data_only
};

/// The number of bytes that `Padding` means.
template <unsigned Padding>
struct actual_padding {
    static constexpr unsigned const value =
        (Padding & ~unsigned(padding_flags)) == cache_line_padding
            ? static_cast<unsigned>(c_nCacheLineSize)
            : Padding & ~unsigned(padding_flags);
};

namespace details {

/// T aligned as the option value `Alignment` says.
template <class T, unsigned Alignment>
struct alignment_setter : cds::details::aligned_type<T, Alignment> {};

template <class T>
struct alignment_setter<T, no_special_alignment> {
    typedef T type;
};

template <class T>
struct alignment_setter<T, cache_line_alignment> : cds::details::aligned_type<T, c_nCacheLineSize> {
};

template <class T, std::size_t Filler>
struct padded {
    typedef std::uint8_t padding_type[Filler];
    struct type {
        T data;
        padding_type pad_{}; // otherwise a padded object could not be constant-initialised
    };
};

template <class T>
struct padded<T, 0> {
    typedef unsigned padding_type;
    struct type {
        T data;
    };
};

constexpr std::size_t filler(std::size_t size, std::size_t padding, bool tiny_only) noexcept {
    if (padding == 0 || size % padding == 0 || (size > padding && tiny_only))
        return 0;
    return padding - size % padding;
}

/// T followed by a filler for its cache line: `type` has the member `data`; `padding_type` alone
/// is the filler to put after a T.
template <class T, unsigned Padding>
struct apply_padding : padded<T, filler(sizeof(T), actual_padding<Padding>::value,
                                        (Padding & padding_tiny_data_only) != 0)> {
    static constexpr std::size_t const c_nPadding = actual_padding<Padding>::value;
    static_assert((c_nPadding & (c_nPadding - 1)) == 0, "padding must be zero or a power of two");
};

} // namespace details
} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_PADDING_H
