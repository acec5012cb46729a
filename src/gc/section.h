// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_SRC_GC_SECTION_H
#define CDSLIB_SRC_GC_SECTION_H

#include "domain_internal.h"

#include <cds/gc/core/policy/thread_exit.h>

#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

/// The time in which a thread scans or disposes, and may have retired objects in hand. What its
/// disposers retire goes to a separate block (`inner`): it neither uses up what the program has
/// reserved nor mixes with what is being disposed of.
///
/// While a drain or a clean-up is at work, a section leaves nothing for later: see drains.h.
class section {
public:
    enum purpose : bool { disposes, scans };

    section(domain& d, thread_record& self, purpose what) noexcept : domain_(d), self_(self) {
        self.busy = true;
        self.section.begin();
        self.era = d.drains_.era();
        self.attentive = d.drains_.want_attention();
        self.lineage = false;
        self.outer.filling.close();
        if (self.attentive)
            d.list_filling(self, self.inner); // what follows goes to a hidden block
        self.scanning = what == scans;
        if (self.scanning)
            d.peak_scanners_.raise(d.scanners_.add(1) + 1);
    }
    section(section const&) = delete;
    section& operator=(section const&) = delete;
    ~section() {
        if (std::exchange(self_.scanning, false))
            domain_.scanners_.subtract(1);
        if (self_.attentive)
            domain_.list_filling(self_, self_.inner);
        self_.attentive = false;
        self_.outer.filling.set_stop(domain_.options_.dispose_period);
        self_.section.end();
        self_.busy = false;
        if (std::uint32_t const limit = domain_.options_.guard_limit;
            limit != 0 && self_.quota.count() > limit)
            domain_.return_cached_slots(self_); // its disposers took some beyond the limit
    }

private:
    domain& domain_;
    thread_record& self_;
    no_exit_notes const silence_;
};

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core

#endif // #ifndef CDSLIB_SRC_GC_SECTION_H
