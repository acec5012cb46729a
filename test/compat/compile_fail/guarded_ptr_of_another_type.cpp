// error: (no matching function|no matching constructor|could not convert|no viable)
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>

cds::gc::DHP::guarded_ptr<int> pass_on(cds::gc::DHP::guarded_ptr<double> held) {
    return cds::gc::DHP::guarded_ptr<int>(std::move(held));
}
