// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FAMILIES_MICHAEL_HASH_H
#define CDSLIB_TEST_FAMILIES_MICHAEL_HASH_H

#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/intrusive/michael_set.h>

namespace cds_test::families {

/// The hash tables of a fixed number of buckets. They are no family of their own: a family of lists
/// that can be buckets names them as its `hash`, and its suites run on them as well.
struct michael_hash {
    template <class GC, class List, class Traits>
    using intrusive = cds::intrusive::MichaelHashSet<GC, List, Traits>;
    template <class GC, class List, class Traits>
    using set = cds::container::MichaelHashSet<GC, List, Traits>;
    template <class GC, class List, class Traits>
    using map = cds::container::MichaelHashMap<GC, List, Traits>;

    using intrusive_traits = cds::intrusive::michael_set::traits;
    using set_traits = cds::container::michael_set::traits;
    using map_traits = cds::container::michael_map::traits;
};

} // namespace cds_test::families

#endif // #ifndef CDSLIB_TEST_FAMILIES_MICHAEL_HASH_H
