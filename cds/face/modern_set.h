// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_MODERN_SET_H
#define CDSLIB_FACE_MODERN_SET_H

#include <concepts>
#include <optional>
#include <utility>

namespace cds::container::details {

/// What sets have beside libcds's members, over those: `Set` makes nodes of values, and has
/// `emplace` and `find`.
template <class Set>
class modern_set : public Set {
protected:
    using Set::erases;

public:
    using typename Set::guarded_ptr;
    using typename Set::value_type;
    using Set::Set;

    /// Inserts a value made of `args`, or replaces the item that is equal to it as a whole; true if
    /// it was inserted. The old item is erased as by `erase`: a thread that holds it in a
    /// `guarded_ptr` goes on reading it.
    ///
    /// Where `assigns_in_one_step` is true, one CAS does both: a look-up finds the old item or the
    /// new one, and the key is never absent. Otherwise this is an erase and an insert, one
    /// after the other, and a look-up between the two finds nothing. An iterator meets one of the
    /// two.
    template <class... Args>
    bool insert_or_assign(Args&&... args)
        requires erases
    {
        return this->adopt_or_replace(this->nodes_.make(std::forward<Args>(args)...));
    }
    /// Returns a copy of the item equal to `key`, made while it is guarded, or `otherwise`,
    /// converted, if there is none. An item that others change in place must not be copied at the
    /// same time.
    template <class Q, class U>
    [[nodiscard]] value_type get_or(Q const& key, U&& otherwise) const {
        std::optional<value_type> copy;
        this->find(key, [&copy](value_type const& item, auto const&...) { copy.emplace(item); });
        return copy ? *std::move(copy) : static_cast<value_type>(std::forward<U>(otherwise));
    }

    /// Inserts a copy of what `extract` or `get` returned; true if it was inserted. The node itself
    /// cannot come back: it is retired, others may still read it and go on along its link, and it
    /// is disposed of when the last guard is gone. For the same reason the value is not moved from,
    /// and one that cannot be copied is refused by the compiler.
    bool reinsert(guarded_ptr const& extracted)
        requires(erases && std::copy_constructible<value_type>)
    {
        return extracted && this->emplace(std::as_const(*extracted));
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_MODERN_SET_H
