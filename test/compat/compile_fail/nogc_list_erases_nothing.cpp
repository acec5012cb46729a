// error: constraints not satisfied
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/container/michael_list_nogc.h>

void erases(cds::container::MichaelList<cds::gc::nogc, int>& list) { list.erase(1); }
