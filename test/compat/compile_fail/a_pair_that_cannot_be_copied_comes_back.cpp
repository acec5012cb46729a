// error: no matching function for call to|constraints not satisfied
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// Others may still read an extracted value, so it is not moved from.
#include <cds/container/michael_kvlist_dhp.h>

#include <memory>

using map = cds::container::MichaelKVList<cds::gc::DHP, int, std::unique_ptr<int>>;

bool move_back(map& m) { return m.reinsert(m.extract(1)); }
