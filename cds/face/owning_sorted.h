// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_OWNING_SORTED_H
#define CDSLIB_FACE_OWNING_SORTED_H

#include <cds/face/owning.h>
#include <cds/face/sorted_set.h>

#include <functional>
#include <memory>
#include <utility>

namespace cds::container::details {

/// `Owning`, which is `owning_set` or `owning_map`, over a `sorted_set` of nodes: the members that
/// this has beyond a set, for what the nodes hold.
template <template <class, class> class Owning, class Nodes, class Set>
class owning_sorted : public Owning<Nodes, Set> {
    using base = Owning<Nodes, Set>;
    using node_type = typename Nodes::node_type;
    static constexpr bool erases = intrusive::details::reclaim<typename Nodes::gc>::erases;

public:
    using typename base::const_guarded_ptr;
    using typename base::extracted_ptr;
    using typename base::guarded_ptr;
    using base::base;

    /// As of `intrusive::details::sorted_set`.
    extracted_ptr extract_min()
        requires erases
    {
        return extracted_ptr(Set::extract_min());
    }
    extracted_ptr extract_max()
        requires erases
    {
        return extracted_ptr(Set::extract_max());
    }

    [[nodiscard]] auto get_min() { return answer<guarded_ptr>(Set::get_min()); }
    [[nodiscard]] auto get_min() const { return answer<const_guarded_ptr>(Set::get_min()); }
    [[nodiscard]] auto get_max() { return answer<guarded_ptr>(Set::get_max()); }
    [[nodiscard]] auto get_max() const { return answer<const_guarded_ptr>(Set::get_max()); }
    template <class Q>
    [[nodiscard]] auto lower_bound(Q const& key) {
        return answer<guarded_ptr>(Set::lower_bound(key));
    }
    template <class Q>
    [[nodiscard]] auto lower_bound(Q const& key) const {
        return answer<const_guarded_ptr>(Set::lower_bound(key));
    }

    template <class Lo, class Hi, class F>
    void for_each_in(Lo const& lo, Hi const& hi, F&& f) {
        Set::for_each_in(lo, hi, [&f](node_type& n) { std::invoke(f, Nodes::value(n)); });
    }
    template <class Lo, class Hi, class F>
    void for_each_in(Lo const& lo, Hi const& hi, F&& f) const {
        Set::for_each_in(lo, hi, [&f](node_type const& n) { std::invoke(f, Nodes::value(n)); });
    }

private:
    template <class Guarded, class Found>
    static auto answer(Found&& found) {
        if constexpr (erases)
            return Guarded(std::forward<Found>(found));
        else
            return found ? std::addressof(Nodes::value(*found)) : nullptr;
    }
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_FACE_OWNING_SORTED_H
