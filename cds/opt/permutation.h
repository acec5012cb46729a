// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_OPT_PERMUTATION_H
#define CDSLIB_OPT_PERMUTATION_H

// Visits every index of a range once, in a scattered order, so that threads do not queue up for
// the same cell:
//
//   generator order(n);
//   do visit(order); while (order.next());

#include <cds/algo/bitop.h>
#include <cds/algo/int_algo.h>
#include <cds/details/number_cast.h>
#include <cds/opt/options.h>
#include <cds/user_setup/threading.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <random>

namespace cds::opt {

/// The order in which a structure visits its cells.
CDS_TYPE_OPTION(permutation_generator);

namespace details {

/// Returns a cheap random number, different from thread to thread and from call to call.
CDS_ASKED_ANEW inline std::uint64_t scattered_bits() noexcept {
    thread_local std::uint64_t state = 0;
    if (state == 0)
        state = 0x9e3779b97f4a7c15u ^ reinterpret_cast<std::uintptr_t>(&state);
    state = bitop::RandXorShift(state);
    return state;
}

} // namespace details

namespace v {

/// Starts at a random index and counts on from there, past the end to the beginning. Any length.
template <class Int = int>
class random_permutation {
public:
    typedef Int integer_type;

    explicit random_permutation(std::size_t nLength) : length_(nLength) { reset(); }

    /// The current index.
    operator integer_type() const noexcept { return static_cast<integer_type>(current_); }

    /// Goes on; false when every index was visited.
    bool next() noexcept {
        current_ = current_ + 1 == length_ ? 0 : current_ + 1;
        return current_ != first_;
    }

    /// Starts another order.
    void reset() noexcept {
        first_ = cds::details::number_cast<std::size_t>(opt::details::scattered_bits() % length_);
        current_ = first_;
    }

private:
    std::size_t const length_;
    std::size_t first_ = 0;
    std::size_t current_ = 0;
};

/// Exchanges indexes pairwise by flipping random bits. The length is a power of two.
template <class Int = int>
class random2_permutation {
public:
    typedef Int integer_type;

    explicit random2_permutation(std::size_t nLength) : length_(nLength) {
        assert(beans::is_power2(nLength));
        reset();
    }

    operator integer_type() const noexcept { return static_cast<integer_type>(step_ ^ flip_); }
    bool next() noexcept { return ++step_ < length_; }

    void reset() noexcept {
        flip_ =
            cds::details::number_cast<std::size_t>(opt::details::scattered_bits()) & (length_ - 1);
        step_ = 0;
    }

private:
    std::size_t const length_;
    std::size_t flip_ = 0;
    std::size_t step_ = 0;
};

/// Shuffles; it keeps an array on the heap. Any length.
template <class Int = int, class RandomGenerator = std::mt19937,
          class RandomDevice = std::random_device>
class random_shuffle_permutation {
public:
    typedef Int integer_type;
    typedef RandomGenerator random_generator;
    typedef RandomDevice random_device;

    explicit random_shuffle_permutation(std::size_t nLength)
        : length_(nLength), indexes_(new integer_type[nLength]), random_(random_device()()) {
        std::iota(indexes_.get(), indexes_.get() + length_, integer_type(0));
        reset();
    }

    operator integer_type() const noexcept { return indexes_[step_]; }

    bool next() noexcept {
        if (step_ + 1 == length_)
            return false;
        ++step_;
        return true;
    }

    void reset() {
        std::shuffle(indexes_.get(), indexes_.get() + length_, random_);
        step_ = 0;
    }

private:
    std::size_t const length_;
    std::unique_ptr<integer_type[]> const indexes_;
    random_generator random_;
    std::size_t step_ = 0;
};

/// Shifts another permutation by an offset modulo its length.
template <class Generator>
class skew_permutation {
public:
    typedef Generator permutation;
    typedef typename permutation::integer_type integer_type;

    skew_permutation(integer_type nOffset, std::size_t nLength)
        : inner_(nLength), offset_(nOffset), length_(nLength) {}

    operator integer_type() const noexcept {
        auto const sum = static_cast<std::size_t>(static_cast<integer_type>(inner_)) +
                         static_cast<std::size_t>(offset_);
        return static_cast<integer_type>(sum % length_);
    }
    bool next() { return inner_.next(); }
    void reset() { inner_.reset(); }

private:
    permutation inner_;
    integer_type const offset_;
    std::size_t const length_;
};

} // namespace v
} // namespace cds::opt

#endif // #ifndef CDSLIB_OPT_PERMUTATION_H
