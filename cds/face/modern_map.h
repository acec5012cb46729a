// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_MODERN_MAP_H
#define CDSLIB_FACE_MODERN_MAP_H

#include <concepts>
#include <optional>
#include <utility>

namespace cds::container::details {

/// What maps have beside libcds's members, over those: `Map` makes nodes of pairs, and has
/// `emplace`, `find` and `contains`.
template <class Map>
class modern_map : public Map {
protected:
    using Map::erases;

public:
    using typename Map::guarded_ptr;
    using typename Map::mapped_type;
    using typename Map::value_type;
    using Map::Map;

    /// Does what `emplace` does, and makes no pair where it finds the key: `key` and `args` are not
    /// moved from then. Only an insertion of the same key by another thread at the same time can
    /// still cost them. A look-up more than `emplace` where the key is not there.
    template <class K, class... Args>
    auto try_emplace(K&& key, Args&&... args) {
        if constexpr (erases)
            return !this->contains(std::as_const(key)) &&
                   this->emplace(std::forward<K>(key), std::forward<Args>(args)...);
        else
            return this->contains(std::as_const(key)) != this->end()
                       ? this->end()
                       : this->emplace(std::forward<K>(key), std::forward<Args>(args)...);
    }
    /// Inserts a pair of `key` and a mapped value made of `args`, or replaces the pair of `key` by
    /// it as a whole; true if it was inserted. The old pair is erased as by `erase`: a thread that
    /// holds it in a `guarded_ptr` goes on reading the old value.
    ///
    /// Where `assigns_in_one_step` is true, one CAS does both: a look-up finds the old pair or the
    /// new one, and the key is never absent. Otherwise this is an erase and an insert, one after
    /// the other, and a look-up between the two finds nothing. An iterator meets one of the two.
    template <class K, class... Args>
    bool insert_or_assign(K&& key, Args&&... args)
        requires erases
    {
        return this->adopt_or_replace(
            this->nodes_.make(std::forward<K>(key), std::forward<Args>(args)...));
    }
    /// Inserts a copy of the pair that `extract` or `get` returned; true if it was inserted. The
    /// node itself cannot come back: it is retired, others may still read it and go on along its
    /// link, and it is disposed of when the last guard is gone. For the same reason the value is
    /// not moved from, and one that cannot be copied is refused by the compiler.
    bool reinsert(guarded_ptr const& extracted)
        requires(erases && std::copy_constructible<value_type>)
    {
        return extracted && this->emplace(extracted->first, std::as_const(extracted->second));
    }
    /// Returns a copy of the mapped value of `key`, made while the pair is guarded, or `otherwise`,
    /// converted, if there is none. A value that others change in place must not be copied at the
    /// same time.
    template <class Q, class U>
    [[nodiscard]] mapped_type get_or(Q const& key, U&& otherwise) const {
        std::optional<mapped_type> copy;
        this->find(key, [&copy](value_type const& pair) { copy.emplace(pair.second); });
        return copy ? *std::move(copy) : static_cast<mapped_type>(std::forward<U>(otherwise));
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_MODERN_MAP_H
