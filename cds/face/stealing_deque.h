// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_STEALING_DEQUE_H
#define CDSLIB_FACE_STEALING_DEQUE_H

#include <cds/face/value_pile.h>

#include <optional>
#include <utility>

namespace cds::container::details {

/// The interface of deques of values whose owner pushes and pops at one end, and whose thieves
/// steal at the other, over a structure with `emplace`, `pop_with` and `steal_with`. The members of
/// `value_pile` are for the owner.
template <class Deque>
class stealing_deque : public value_pile<Deque> {
public:
    using typename value_pile<Deque>::value_type;

    using value_pile<Deque>::value_pile;

    /// \name For everybody
    ///@{
    /// Takes the oldest value out and returns it, or nothing if there is none.
    std::optional<value_type> steal() {
        std::optional<value_type> taken;
        this->steal_with([&taken](value_type& src) { taken.emplace(std::move(src)); });
        return taken;
    }
    /// Moves the oldest value to `dest`; false, and `dest` untouched, if there is none.
    bool steal(value_type& dest) {
        return this->steal_with([&dest](value_type& src) { dest = std::move(src); });
    }
    ///@}
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_STEALING_DEQUE_H
