// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_STRIPED_VALUES_H
#define CDSLIB_FACE_STRIPED_VALUES_H

#include <cds/face/owning_hash.h>
#include <cds/opt/options.h>
#include <cds/structures/hash/striped/table.h>

#include <type_traits>
#include <utility>

namespace cds::container::details {

/// The types of a striped set or map of the values in `Container`.
template <class Container, bool Pairs, class... Options>
struct striped_parts {
    using default_options = intrusive::striped_set::details::set_traits;
    using options = typename opt::compose_traits<default_options, Options...>::type;

    template <class T, bool>
    struct key_of {
        using type = T;
    };
    template <class T>
    struct key_of<T, true> {
        using type = std::remove_const_t<typename T::first_type>;
    };
    using key_type = typename key_of<typename Container::value_type, Pairs>::type;

    struct traits : opt::base_traits<options> {
        using hash = std::conditional_t<std::is_same_v<typename options::hash, opt::none>,
                                        key_hash<key_type>, typename options::hash>;
    };
    // The last option prevails: rows of pairs are ordered by their keys.
    using mark = std::conditional_t<Pairs, intrusive::striped_set::details::of_pairs, opt::none>;
    using bucket = typename intrusive::striped_set::adapt<Container, Options..., mark>::type;
    using table = intrusive::striped_set::details::table<bucket, traits, Pairs>;
};

/// The values of a striped set or map, which are in the buckets of its table: the store of
/// `owning_locked`.
template <class Container, bool Pairs, class... Options>
class striped_values : public striped_parts<Container, Pairs, Options...>::table {
    using parts = striped_parts<Container, Pairs, Options...>;
    using base = typename parts::table;

public:
    using default_options = typename parts::default_options;
    using options = typename parts::options;
    using underlying_container_type = Container;

    using base::base;

protected:
    static constexpr bool has_find_with = base::bucket_type::has_find_with;

    /// Inserts a pair of a key and a mapped value made of `args`, or a value made of `args`, which
    /// is built before the table is looked at.
    template <class... Args>
    bool emplace_at(Args&&... args) {
        if constexpr (Pairs)
            return base::emplace_at(std::forward<Args>(args)...);
        else
            return base::emplace_at(typename base::value_type(std::forward<Args>(args)...));
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_STRIPED_VALUES_H
