// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_GC_POLICIES_H
#define CDSLIB_TEST_GC_POLICIES_H

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds_test/disposer.h>

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

// The reclamation policies that the tests are typed over.
namespace cds_test {

/// A domain of its own with the smallest capacities: growth, overflow and adoption come with the
/// first few operations.
struct tiny_tag : cds::gc::own_domain<tiny_tag> {
    static constexpr cds::gc::domain_options options{.block_capacity = 2,
                                                     .line_slots = 2,
                                                     .cache_slots = 2,
                                                     .threshold = 4,
                                                     .fallback_table = 4,
                                                     .dispose_period = 1,
                                                     .dispose_burst = 2};
};

using tiny_DHP = cds::gc::generic_DHP<tiny_tag>;

#if defined(CDS_TEST_COVER)
// Each code path once: the two DHP differ in numbers, and the small ones get to more of it.
using gc_policies = std::tuple<cds::gc::HP, tiny_DHP>;
using unlimited_policies = std::tuple<tiny_DHP>;
#else
using gc_policies = std::tuple<cds::gc::HP, cds::gc::DHP, tiny_DHP>;
using unlimited_policies = std::tuple<cds::gc::DHP, tiny_DHP>;
#endif
using default_policies = std::tuple<cds::gc::HP, cds::gc::DHP>;

// How many guards one thread may hold at once, at most `wanted`.
template <class GC>
std::size_t guards_up_to(std::size_t wanted) {
    if constexpr (std::is_same_v<GC, cds::gc::HP>)
        return std::min<std::size_t>(wanted, 8);
    else
        return wanted;
}

// Cells in one retired block.
template <class GC>
constexpr std::size_t block_capacity = 256;
template <>
inline constexpr std::size_t block_capacity<tiny_DHP> = 2;

template <class GC>
counted* make_and_retire(ledger& book) {
    counted* const p = book.make();
    GC::template retire<count_disposal>(p);
    return p;
}

template <class GC>
typename GC::stat statistics_of() {
    typename GC::stat now;
    GC::statistics(now);
    return now;
}

// Guards of any number, each of which protects one object.
template <class GC>
class guard_row {
public:
    explicit guard_row(std::size_t n) : guards_(n) {}
    typename GC::Guard& operator[](std::size_t i) { return guards_[i]; }
    [[nodiscard]] std::size_t size() const noexcept { return guards_.size(); }
    void clear() {
        for (auto& g : guards_)
            g.clear();
    }

private:
    std::vector<typename GC::Guard> guards_;
};

} // namespace cds_test

#endif
