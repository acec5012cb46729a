// error: nodiscard
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/container/michael_list_dhp.h>

void look(cds::container::MichaelList<cds::gc::DHP, int>& list) { list.get(1); }
