// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "lease_table.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <iterator>
#include <memory>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

void lease_table::add(leased_record const& lease) noexcept {
    std::size_t i = first_of(lease.serial);
    while (cells()[i].serial != 0)
        i = next_of(i);
    cells()[i] = lease;
    ++size_;
}

void lease_table::remove_at(std::size_t hole) noexcept {
    leased_record* const cells = this->cells();
    std::size_t const last = capacity() - 1;
    for (std::size_t i = next_of(hole); cells[i].serial != 0; i = next_of(i)) {
        // A lease may move to the hole if a search that begins at its first place passes the
        // hole.
        std::size_t const way = (i - first_of(cells[i].serial)) & last;
        if (way >= ((i - hole) & last)) {
            cells[hole] = cells[i];
            hole = i;
        }
    }
    cells[hole] = {};
    --size_;
}

bool lease_table::resize() noexcept {
    // A quarter full, so that the next resize is as far off as the work of this one.
    auto const wanted = static_cast<unsigned>(std::bit_width(4 * size_));
    unsigned const bits = std::max(wanted, fewest_bits);
    bool const spacious = bits < bits_ && bits_ - bits >= 2;
    if (!spacious && 2 * size_ <= capacity())
        return true;
    return move_to(bits) || !is_crowded();
}

bool lease_table::move_to(unsigned bits) noexcept {
    leased_record kept_few[std::size_t{1} << fewest_bits];
    leased_record* fresh = nullptr;
    std::size_t const capacity_before = capacity();
    leased_record* before = many_;
    if (before == nullptr) {
        std::copy(std::begin(few_), std::end(few_), kept_few);
        before = kept_few;
    }
    if (bits != fewest_bits) {
        fresh = static_cast<leased_record*>(std::malloc(sizeof(leased_record) << bits));
        if (fresh == nullptr)
            return false;
        std::uninitialized_fill_n(fresh, std::size_t{1} << bits, leased_record{});
    }
    leased_record* const to_free = std::exchange(many_, fresh);
    std::fill(std::begin(few_), std::end(few_), leased_record{});
    bits_ = bits;
    size_ = 0;
    for (std::size_t i = 0; i != capacity_before; ++i)
        if (before[i].serial != 0)
            add(before[i]);
    std::free(to_free);
    return true;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
