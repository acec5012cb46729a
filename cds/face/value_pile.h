// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_VALUE_PILE_H
#define CDSLIB_FACE_VALUE_PILE_H

#include <cds/details/value_bag.h>

#include <utility>

namespace cds::container::details {

/// The interface of containers into which values go and out of which they come, over a structure
/// that refuses nothing, with `emplace` and `pop_with`.
template <class Structure>
class value_pile
    : public Structure,
      public cds::details::value_bag<value_pile<Structure>, typename Structure::value_type> {
    using bag = cds::details::value_bag<value_pile, typename Structure::value_type>;

public:
    using value_type = typename Structure::value_type;

    using Structure::Structure;

    /// Puts a copy of `val` in; true.
    bool push(value_type const& val) { return this->emplace(val); }
    /// Moves `val` in; true.
    bool push(value_type&& val) { return this->emplace(std::move(val)); }

    using bag::pop;
    /// Moves the next value to `dest`; false, and `dest` untouched, if there is none.
    bool pop(value_type& dest) {
        return this->pop_with([&dest](value_type& src) { dest = std::move(src); });
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_VALUE_PILE_H
