// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_STRIPED_RESIZING_H
#define CDSLIB_STRUCTURES_HASH_STRIPED_RESIZING_H

#include <cds/opt/options.h>

#include <cstddef>
#include <type_traits>

// When a striped table grows. A policy is asked after each insertion, under the lock of the bucket
// and by several threads at a time: `policy(items, table, bucket)` is true if the table should get
// twice its buckets. `reset()` is called when it has got them. A program's own policy is a copyable
// class with these two.
namespace cds::intrusive::striped_set {

/// Grows when there are more than `LoadFactor` items for each bucket.
template <std::size_t LoadFactor>
struct load_factor_resizing {
    template <class Container, class Bucket>
    bool operator()(std::size_t nSize, Container const& container, Bucket const&) const {
        return nSize > container.bucket_count() * LoadFactor;
    }
    static void reset() noexcept {}
};

/// Has the load factor as a variable; 4 unless it is given.
template <>
struct load_factor_resizing<0> {
    load_factor_resizing() noexcept : load_factor_(4) {}
    explicit load_factor_resizing(std::size_t nLoadFactor) noexcept : load_factor_(nLoadFactor) {}

    template <class Container, class Bucket>
    bool operator()(std::size_t nSize, Container const& container, Bucket const&) const {
        return nSize > container.bucket_count() * load_factor_;
    }
    static void reset() noexcept {}

private:
    std::size_t load_factor_;
};

/// Grows when there are more than `Num` items for `Den` buckets.
template <std::size_t Num, std::size_t Den = 1>
struct rational_load_factor_resizing {
    static_assert(Den != 0, "the denominator of a load factor is not 0");

    template <class Container, class Bucket>
    bool operator()(std::size_t nSize, Container const& container, Bucket const&) const {
        return nSize * Den > container.bucket_count() * Num;
    }
    static void reset() noexcept {}
};

/// Has the two numbers as variables; 1/2 unless they are given.
template <std::size_t Den>
struct rational_load_factor_resizing<0, Den> {
    rational_load_factor_resizing() noexcept : rational_load_factor_resizing(1, 2) {}
    rational_load_factor_resizing(std::size_t nNumerator, std::size_t nDenominator) noexcept
        : numerator_(nNumerator), denominator_(nDenominator) {}

    template <class Container, class Bucket>
    bool operator()(std::size_t nSize, Container const& container, Bucket const&) const {
        return nSize * denominator_ > container.bucket_count() * numerator_;
    }
    static void reset() noexcept {}

private:
    std::size_t numerator_;
    std::size_t denominator_;
};

/// Grows when a bucket has more than `Threshold` items.
template <std::size_t Threshold>
struct single_bucket_size_threshold {
    template <class Container, class Bucket>
    bool operator()(std::size_t, Container const&, Bucket const& bucket) const {
        return bucket.size() > Threshold;
    }
    static void reset() noexcept {}
};

/// Has the threshold as a variable; 4 unless it is given.
template <>
struct single_bucket_size_threshold<0> {
    single_bucket_size_threshold() noexcept : single_bucket_size_threshold(4) {}
    explicit single_bucket_size_threshold(std::size_t nThreshold) noexcept
        : m_nThreshold(nThreshold) {}

    template <class Container, class Bucket>
    bool operator()(std::size_t, Container const&, Bucket const& bucket) const {
        return bucket.size() > m_nThreshold;
    }
    static void reset() noexcept {}

    std::size_t m_nThreshold;
};

/// Never grows.
struct no_resizing {
    template <class Container, class Bucket>
    bool operator()(std::size_t, Container const&, Bucket const&) const noexcept {
        return false;
    }
    static void reset() noexcept {}
};

} // namespace cds::intrusive::striped_set

#endif // #ifndef CDSLIB_STRUCTURES_HASH_STRIPED_RESIZING_H
