// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What the default domains report when the process ends.
#include <cds/gc/report.h>

#include <cds/gc/hpref/binding.h>
#include <cds/urcu/details/flavours.h>

#include <cstdlib>
#include <iostream>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {

void report_to_stderr(char const* name, domain const& d) noexcept {
    if (!d.is_in_use())
        return;
    std::ostream to(std::cerr.rdbuf()); // throws nothing, whatever std::cerr is told to throw
    to << name << " at exit\n";
    report(d, to);
}

void report_now() noexcept {
    report_to_stderr("cds::gc::DHP", dhp_binding::domain());
    report_to_stderr("cds::gc::HP", hp_binding::domain());
    report_to_stderr("cds::gc::hpref", hpref_binding::domain());
    report_to_stderr("cds::urcu::general_instant", urcu::details::instant_domain.domain);
    report_to_stderr("cds::urcu::general_buffered", urcu::details::buffered_domain.domain);
    report_to_stderr("cds::urcu::general_threaded", urcu::details::threaded_domain.domain);
    report_to_stderr("cds::urcu::signal_buffered", urcu::details::signal_domain.domain);
}

} // namespace

bool report_at_exit() noexcept {
    static bool const registered = std::atexit(report_now) == 0;
    return registered;
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
