// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_GC_CORE_PROTECT_SLOT_POOL_H
#define CDSLIB_GC_CORE_PROTECT_SLOT_POOL_H

#include <cds/gc/core/protect/hazard_slot.h>
#include <cds/gc/core/type_stable_pool.h>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The slots of one cache line. A line goes to one thread as a whole, so that no two threads
/// store into the same cache line.
struct alignas(64) slot_line {
    static constexpr std::uint32_t max_slots = 8;
    hazard_slot all[max_slots];

    static slot_line& of(hazard_slot* slot) noexcept {
        auto const address = reinterpret_cast<std::uintptr_t>(slot);
        return *reinterpret_cast<slot_line*>(address & ~(sizeof(slot_line) - 1));
    }

    /// \name The name that a line carries in its last word, if the domain's options say so. That
    /// word is then no slot
    ///@{
    void set_name(void const* name) noexcept { all[max_slots - 1].publish(name); }
    void* name() const noexcept { return all[max_slots - 1].get(); }
    ///@}
};

static_assert(sizeof(slot_line) == 64, "a guard block is one cache line of pure slots");

/// The part of a line that is not scanned.
struct line_node : pooled {
    /// Slots that were returned; the last one sends the line back to the pool.
    atomics::atomic<std::uint32_t> returned{0};
    /// The record that the line was last handed to.
    atomic_ptr<void const> holder;
};

/// All hazard slots of a domain: type-stable, never moved, independent of any thread's life. They
/// are handed out by the line and returned one by one.
class slot_pool {
public:
    using lines = type_stable_pool<line_node, slot_line, 16>;

    constexpr slot_pool() noexcept = default;

    /// Hands out a line of null slots; null when that needs memory and there is none. Lock-free.
    hazard_slot* grant(void const* holder, memory_source const& source) noexcept {
        line_node* line = lines_.acquire(source);
        if (line == nullptr)
            return nullptr;
        // relaxed: a statistic, and a hint
        granted_.fetch_add(1, atomics::memory_order_relaxed);
        // relaxed: a hint for drain(), which asks for lines of threads that wait in it
        line->holder.store(holder, atomics::memory_order_relaxed);
        return lines_.payload(line->index).all;
    }

    /// Takes one null slot back, on any thread; `per_line` of them make the line free. Returns
    /// true if they do.
    bool give_back(hazard_slot* slot, std::uint32_t per_line) noexcept {
        line_node* line = lines_.owner_of(slot);
        assert(line != nullptr && "a hazard slot must go back to the domain it came from");
        // [SL1] acq_rel-fetch_add <-> [SL1]: the thread that returns the last slot owns the line
        if (line->returned.fetch_add(1, atomics::memory_order_acq_rel) + 1 != per_line)
            return false;
        // relaxed: private until the pool's release publishes it
        line->returned.store(0, atomics::memory_order_relaxed);
        release(*line);
        return true;
    }

    /// Takes a whole line back. All its slots are null.
    void give_back_line(hazard_slot* line) noexcept { release(*lines_.owner_of(line)); }

    /// \name Lines returned, and lines handed out. Read in this order, the difference is never
    /// too small
    std::size_t returned_lines() const noexcept {
        // [SL3] acquire-load <- [SL2]: the grants of these lines are counted
        return returned_.load(atomics::memory_order_acquire);
    }
    std::size_t granted_lines() const noexcept {
        // relaxed: [SL3] orders it
        return granted_.load(atomics::memory_order_relaxed);
    }
    std::size_t lines_out() const noexcept {
        std::size_t const home = returned_lines();
        std::size_t const all = granted_lines();
        return all > home ? all - home : 0;
    }

    /// The number of lines that a scan must read. A scan asks after its heavy fence (C-I2).
    std::uint32_t scan_depth() const noexcept { return lines_.depth(); }

    std::uint32_t high_water() const noexcept { return lines_.high_water(); }

    hazard_slot const* line(std::uint32_t i) const noexcept { return lines_.payload(i).all; }

    /// The record that line `i` was last handed to.
    void const* holder(std::uint32_t i) const noexcept {
        // relaxed: a thread that looks for one waiting in drain() has seen that begin to wait
        return lines_.at(i).holder.load(atomics::memory_order_relaxed);
    }

    /// Drops free lines from the top, which lowers the scan depth after a spike. Returns how
    /// many.
    std::uint32_t trim() noexcept {
        return lines_.trim([](line_node&) { return true; });
    }

    void forget_trim() noexcept { lines_.forget_trim(); }
    void give_back_all() noexcept { lines_.give_back_all(); }

private:
    void release(line_node& line) noexcept {
        // [SL2] release-fetch_add -> [SL3]: the line's grant was counted before
        returned_.fetch_add(1, atomics::memory_order_release);
        lines_.release(line);
    }

    atomics::atomic<std::size_t> granted_{0};
    atomics::atomic<std::size_t> returned_{0};
    lines lines_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_GC_CORE_PROTECT_SLOT_POOL_H
