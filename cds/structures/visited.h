// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_VISITED_H
#define CDSLIB_STRUCTURES_VISITED_H

#include <cstddef>
#include <functional>
#include <utility>

namespace cds::intrusive::details {

/// What sets and maps do with their items one after the other. `Self` has iterators, a section that
/// protects what they meet and, if it `Erases`, `unlink_at(it)`, which erases the very item that
/// `it` stands on, and says whether it was still there.
template <class Self, bool Erases>
class visited {
public:
    /// Calls `f(item)` for each item that an iterator meets. The item is guarded during the call,
    /// and `f` may use the container. What others insert meanwhile may be missed, and what they
    /// erase meanwhile may be met.
    template <class F>
    void for_each(F&& f) {
        [[maybe_unused]] typename Self::rcu_lock const all_the_time;
        for (auto& item : static_cast<Self&>(*this))
            std::invoke(f, item);
    }
    template <class F>
    void for_each(F&& f) const {
        [[maybe_unused]] typename Self::rcu_lock const all_the_time;
        for (auto const& item : static_cast<Self const&>(*this))
            std::invoke(f, item);
    }

    /// Erases the items for which `pred(item)` is true, and returns how many. `pred` is called once
    /// for each item that an iterator meets, which is guarded and constant. It is no single
    /// operation: each item is erased by itself, what others insert meanwhile may stay, and what
    /// somebody else has erased or replaced after `pred` was called is not counted. It takes
    /// `c_nHazardPtrCount + 1` guards. What is erased costs an `erase` each, which in a list is a
    /// walk from the head. An exception of `pred` passes through, and what was erased is erased.
    template <class Pred>
    std::size_t erase_if(Pred&& pred)
        requires Erases
    {
        Self& self = static_cast<Self&>(*this);
        self.expect_no_section();
        [[maybe_unused]] typename Self::rcu_lock const all_the_time;
        std::size_t erased = 0;
        auto const end = self.end();
        for (auto at = self.begin(); at != end; ++at)
            if (std::invoke(pred, std::as_const(*at)) && self.unlink_at(at))
                ++erased;
        return erased;
    }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_VISITED_H
