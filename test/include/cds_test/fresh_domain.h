// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FRESH_DOMAIN_H
#define CDSLIB_TEST_FRESH_DOMAIN_H

#include <cds/gc/core/domain/domain.h>
#include <cds_test/disposer.h>

#include <stdexcept>
#include <vector>

namespace cds_test {

/// A domain that one thread uses by as many records as it likes. What several threads do beside
/// each other happens here in one order, the test's; whoever is not asked stands still.
struct fresh_domain {
    explicit fresh_domain(cds::gc::domain_options const& options,
                          cds::gc::memory_source const& source = {})
        : domain(options, source) {}
    fresh_domain(fresh_domain const&) = delete;
    fresh_domain& operator=(fresh_domain const&) = delete;
    ~fresh_domain() {
        for (cds::gc::core::hazard_slot* slot : slots) {
            slot->clear();
            domain.return_slot(slot);
        }
        for (cds::gc::core::thread_record* r : records)
            domain.leave(*r);
    }

    cds::gc::core::thread_record& attach() {
        records.push_back(&domain.attach());
        return *records.back();
    }
    /// The last one that attached leaves.
    void leave() {
        domain.leave(*records.back());
        records.pop_back();
    }
    cds::gc::core::hazard_slot& protect(void* p) { return protect(*records.front(), p); }
    cds::gc::core::hazard_slot& protect(cds::gc::core::thread_record& self, void* p) {
        cds::gc::core::hazard_slot* const at_hand = self.take_slot();
        slots.push_back(at_hand != nullptr ? at_hand : domain.refill(self));
        slots.back()->publish(p);
        return *slots.back();
    }
    void retire(cds::gc::core::thread_record& self, void* p, cds::gc::core::disposer_func how) {
        cds::gc::core::retired const r{p, how};
        if (!self.append(r) && !domain.append_slowly(self, r))
            throw std::runtime_error("no memory to retire");
    }
    void retire(cds::gc::core::thread_record& self) {
        retire(self, book.make(), &count_disposal_of);
    }

    ledger book;
    cds::gc::core::domain domain;
    std::vector<cds::gc::core::thread_record*> records;
    std::vector<cds::gc::core::hazard_slot*> slots;
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_FRESH_DOMAIN_H
