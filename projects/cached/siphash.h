// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_SIPHASH_H
#define CDSLIB_PROJECTS_CACHED_SIPHASH_H

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cached {

/// What makes the hash values of a process unlike those of another.
struct hash_secret {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
};

/// SipHash with `Rounds` rounds for each word and `Last` at the end (J.-P. Aumasson and
/// D. J. Bernstein, INDOCRYPT 2012). Keys come from the network: who does not know the secret
/// cannot choose keys that all fall into one bucket. 1 and 3 rounds are enough for a table.
template <int Rounds = 1, int Last = 3>
[[nodiscard]] std::uint64_t siphash(hash_secret secret, std::string_view text) noexcept {
    static_assert(std::endian::native == std::endian::little, "words are read as they stand");
    std::uint64_t a = secret.low ^ 0x736f6d6570736575;
    std::uint64_t b = secret.high ^ 0x646f72616e646f6d;
    std::uint64_t c = secret.low ^ 0x6c7967656e657261;
    std::uint64_t d = secret.high ^ 0x7465646279746573;
    auto const mix = [&](int times) {
        while (times-- != 0) {
            a += b;
            c += d;
            b = std::rotl(b, 13) ^ a;
            d = std::rotl(d, 16) ^ c;
            a = std::rotl(a, 32);
            c += b;
            a += d;
            b = std::rotl(b, 17) ^ c;
            d = std::rotl(d, 21) ^ a;
            c = std::rotl(c, 32);
        }
    };
    auto const take = [&](std::uint64_t word) {
        d ^= word;
        mix(Rounds);
        a ^= word;
    };

    char const* at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        take(word);
    }
    std::uint64_t rest = static_cast<std::uint64_t>(text.size()) << 56;
    for (std::size_t i = 0; i != left; ++i)
        rest |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << (8 * i);
    take(rest);
    c ^= 0xff;
    mix(Last);
    return a ^ b ^ c ^ d;
}

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_SIPHASH_H
