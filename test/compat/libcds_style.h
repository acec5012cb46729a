// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_COMPAT_LIBCDS_STYLE_H
#define CDSLIB_TEST_COMPAT_LIBCDS_STYLE_H

#include <cds/init.h>
#include <cds/threading/model.h>

// What programs for libcds have around their work.

struct attached {
    attached() { cds::threading::Manager::attachThread(); }
    ~attached() { cds::threading::Manager::detachThread(); }
};

struct library {
    library() { cds::Initialize(); }
    ~library() { cds::Terminate(); }
};

#endif // #ifndef CDSLIB_TEST_COMPAT_LIBCDS_STYLE_H
