// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_TEST_UNIT_HPREF_TYPES_H
#define CDS_TEST_UNIT_HPREF_TYPES_H

#include <cds/gc/hpref.h>
#include <cds_test/disposer.h>

#include <atomic>
#include <tuple>

// The policies and the objects that the tests of hpref use.
namespace cds_test {

// One hazard and the emergency slot; blocks and thresholds of the smallest size.
struct tiny_existence : cds::gc::own_existence<tiny_existence> {
    static constexpr cds::gc::domain_options options = [] {
        cds::gc::domain_options o = cds::gc::existence_options(2);
        o.block_capacity = 2;
        o.threshold = 4;
        o.fallback_table = 4;
        o.dispose_period = 1;
        o.dispose_burst = 2;
        return o;
    }();
};
// No hazard at all: whatever is got is counted.
struct counting_existence : cds::gc::own_existence<counting_existence> {
    static constexpr cds::gc::domain_options options = cds::gc::existence_options(1);
};

using tiny_hpref = cds::gc::generic_hpref<tiny_existence>;
using counting_hpref = cds::gc::generic_hpref<counting_existence>;
using hprefs = std::tuple<cds::gc::hpref, tiny_hpref, counting_hpref>;

// Its memory stays with a ledger, which counts how often it was released.
struct thing;
struct record_release {
    inline void operator()(thing* p) const noexcept;
};
struct thing : cds::gc::hpref::node<thing, record_release> {
    explicit thing(ledger& book) : body(*book.make()) {}

    [[nodiscard]] bool alive() const noexcept { return body.alive(); }
    [[nodiscard]] unsigned releases() const noexcept { return body.disposals(); }

    counted& body;
};
inline void record_release::operator()(thing* p) const noexcept { p->body.dispose(); }

using source = std::atomic<thing*>;

// Unlinks what `from` points to and retires it.
template <class Policy>
void retire_from(source& from) {
    Policy::retire(from.exchange(nullptr, std::memory_order_acq_rel));
}

} // namespace cds_test

#endif
