// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_ATOMIC_WORDS_H
#define CDSLIB_DETAILS_ATOMIC_WORDS_H

#include <cds/algo/atomic.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <type_traits>

namespace cds::details {

/// Room for a value that one thread may write while others read it: its bytes are in words, and
/// each word is atomic. Whoever reads beside a writer may get words of two values, and has to find
/// that out by other means before it uses what it has read.
template <class T>
class atomic_words {
    static_assert(std::is_trivially_copyable_v<T>, "only bytes can be copied word by word");

    using word = std::uintptr_t;
    static constexpr std::size_t count = (sizeof(T) + sizeof(word) - 1) / sizeof(word);

public:
    /// A copy of the words, and the value in it.
    class copy {
    public:
        T& value() noexcept { return *std::launder(reinterpret_cast<T*>(bytes_)); }

    private:
        friend atomic_words;

        alignas(T) alignas(word) unsigned char bytes_[count * sizeof(word)];
    };

    void write(T const& value) noexcept {
        copy bytes{};
        std::memcpy(bytes.bytes_, std::addressof(value), sizeof(T));
        write(bytes);
    }
    void write(copy const& bytes) noexcept {
        for (std::size_t i = 0; i != count; ++i) {
            word w;
            std::memcpy(&w, bytes.bytes_ + i * sizeof(word), sizeof(word));
            // relaxed: the user publishes the value as a whole
            words_[i].store(w, atomics::memory_order_relaxed);
        }
    }
    void read(copy& bytes) const noexcept {
        for (std::size_t i = 0; i != count; ++i) {
            // relaxed: the user finds out whether the words belong together
            word const w = words_[i].load(atomics::memory_order_relaxed);
            std::memcpy(bytes.bytes_ + i * sizeof(word), &w, sizeof(word));
        }
    }

private:
    atomics::atomic<word> words_[count]{};
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_ATOMIC_WORDS_H
