// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A process that ends while a guard protects a retired object. Its report is read by ctest.
#include <cds/gc/dhp.h>
#include <cds/gc/report.h>

#include <optional>

namespace {
std::optional<cds::gc::DHP::Guard> forgotten;
int object = 0;
struct leaves_it {
    void operator()(int*) const {}
};
} // namespace

int main() {
    bool const registered = cds::gc::report_at_exit() && cds::gc::report_at_exit();
    forgotten.emplace();
    forgotten->assign(&object);
    cds::gc::DHP::retire<leaves_it>(&object);
    cds::gc::DHP::force_dispose();
    return registered ? 0 : 1;
}
