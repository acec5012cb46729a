// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "run_with.h"

#include "maps.h"
#include "run.h"

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>

#include <cstddef>

namespace wordindex {

template <class GC>
outcome run_with(options const& opt, documents& all) {
    outcome result;
    shared::choose(maps<GC>, opt.map, [&]<class Map>(shared::named<Map>) {
        // An operation on the map needs these guards, and a reader has entries in its hands. With
        // HP a thread that takes more gets an exception; DHP has no limit.
        std::size_t const guards = Map::c_nHazardPtrCount + reading_thread<Map>::most_entries;
        GC const policy(guards);
        result = run<Map>(opt, all).result();
    });
    return result;
}

template outcome run_with<cds::gc::DHP>(options const&, documents&);
template outcome run_with<cds::gc::HP>(options const&, documents&);

} // namespace wordindex
