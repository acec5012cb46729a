// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_SEED_H
#define CDSLIB_TEST_SEED_H

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>

/// What a test run depends on beside the code: one seed for all randomness, one factor for sizes.
namespace cds_test {

namespace details {

/// The value of an environment variable that holds a whole number; `otherwise()` when not set.
/// Text that is no number ends the program: a test run under a mistyped seed reproduces nothing.
template <class Otherwise>
inline std::uint64_t number_from_environment(char const* name, Otherwise otherwise) {
    char const* text = std::getenv(name);
    if (text == nullptr || *text == '\0')
        return otherwise();
    char* end = nullptr;
    std::uint64_t const value = std::strtoull(text, &end, 0);
    if (*end == '\0' && *text != '-')
        return value;
    std::fprintf(stderr, "cds_test: %s=%s is not a whole number\n", name, text);
    std::exit(2);
}

inline std::uint64_t choose_seed() {
    std::uint64_t const seed = number_from_environment("CDS_TEST_SEED", [] {
        std::random_device device;
        return (std::uint64_t{device()} << 32) | device();
    });
    auto const printed = static_cast<unsigned long long>(seed);
    std::fprintf(stderr, "cds_test: seed %llu (again: CDS_TEST_SEED=%llu)\n", printed, printed);
    return seed;
}

} // namespace details

/// The seed of this run: `CDS_TEST_SEED`, else a random one. Printed once, when first asked for.
inline std::uint64_t seed() {
    static std::uint64_t const value = details::choose_seed();
    return value;
}

/// How much larger than in CI this run shall be: `CDS_TEST_SCALE`, else 1; never 0.
inline std::size_t scale() {
    static std::uint64_t const value =
        details::number_from_environment("CDS_TEST_SCALE", [] { return std::uint64_t{1}; });
    return value == 0 ? 1 : static_cast<std::size_t>(value);
}

/// So many steps of a stress test as this run shall do instead of `n`.
inline long scaled(long n) { return n * static_cast<long>(scale()); }

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_SEED_H
