// error: (could not convert|no viable conversion|no matching)
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/hpref.h>

struct object : cds::gc::hpref::node<object> {};

cds::gc::hpref::ref<object> writes(cds::gc::hpref::ref<object const>&& held) {
    return std::move(held);
}
