// error: this container counts nothing
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// Who asks for it is told that the size of this list is always 0.
#define CDS_WARN_OF_UNCOUNTED_SIZE
#pragma GCC diagnostic error "-Wdeprecated-declarations"
#include <cds/container/michael_list_dhp.h>

unsigned long size(cds::container::MichaelList<cds::gc::DHP, int> const& list) {
    return list.size();
}
