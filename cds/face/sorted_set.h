// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_FACE_SORTED_SET_H
#define CDSLIB_FACE_SORTED_SET_H

#include <cds/details/sign.h>
#include <cds/face/ordered_set.h>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::intrusive::details {

/// What an ordered set has beyond a set where its two ends and any place between them are found
/// without a walk from the front: `Chain` has `last_item` and `not_below_at` as well.
///
/// With `gc::nogc` what is returned is a pointer, or null.
template <class Chain>
class sorted_set : public ordered_set<Chain, one_head> {
    using base = ordered_set<Chain, one_head>;
    using policy = typename Chain::policy;
    static constexpr bool erases = policy::erases;

public:
    using typename base::const_guarded_ptr;
    using typename base::extracted_ptr;
    using typename base::guarded_ptr;
    using typename base::key_comparator;
    using typename base::value_type;

    sorted_set() = default;
    ~sorted_set() {
        static_assert(sorted_chain_of<Chain>); // here, so that an item may have such a set in it
    }

    /// Erases the first item, that with the least key, and returns it guarded; empty if there is
    /// none. It was the first at one moment of the call, and was erased at a later one: what is
    /// inserted before it in between stays.
    extracted_ptr extract_min()
        requires erases
    {
        return extract_end([this] { return Chain::next_item(head(), nullptr); },
                           [this] { this->stat_.onExtractMinSuccess(); },
                           [this] { this->stat_.onExtractMinRetry(); },
                           [this] { this->stat_.onExtractMinFailed(); });
    }
    /// The same with the last item, that with the greatest key.
    extracted_ptr extract_max()
        requires erases
    {
        return extract_end([this] { return Chain::last_item(head()); },
                           [this] { this->stat_.onExtractMaxSuccess(); },
                           [this] { this->stat_.onExtractMaxRetry(); },
                           [this] { this->stat_.onExtractMaxFailed(); });
    }

    /// The first item, guarded; empty if there is none. Linearizable. Of a const set a const item.
    [[nodiscard]] auto get_min() { return answer(Chain::next_item(head(), nullptr)); }
    [[nodiscard]] auto get_min() const { return answer(Chain::next_item(head(), nullptr)); }
    /// The last item.
    [[nodiscard]] auto get_max() { return answer(Chain::last_item(head())); }
    [[nodiscard]] auto get_max() const { return answer(Chain::last_item(head())); }
    /// The first item whose key is not less than `key`.
    template <class Q>
    [[nodiscard]] auto lower_bound(Q const& key) {
        return answer(Chain::not_below_at(head(), key, key_comparator()));
    }
    template <class Q>
    [[nodiscard]] auto lower_bound(Q const& key) const {
        return answer(Chain::not_below_at(head(), key, key_comparator()));
    }

    /// Calls `f(item)` for the items from the first that is not less than `lo` to before the first
    /// that is not less than `hi`, in order. It meets every item that is there all the time, each
    /// item at most once, and may or may not meet the others. `f` may use the set, and erase the
    /// item.
    template <class Lo, class Hi, class F>
    void for_each_in(Lo const& lo, Hi const& hi, F&& f) {
        visit<value_type>(lo, hi, f);
    }
    template <class Lo, class Hi, class F>
    void for_each_in(Lo const& lo, Hi const& hi, F&& f) const {
        visit<value_type const>(lo, hi, f);
    }

private:
    typename Chain::link& head() const noexcept { return *this->heads().begin(); }

    template <class End, class Done, class Again, class Vain>
    extracted_ptr extract_end(End end, Done done, Again again, Vain none) {
        typename policy::template extraction<guarded_ptr> extracted;
        while (guarded_ptr item = end()) {
            if (guarded_ptr taken = this->extract_at(
                    head(), *item, key_comparator(), [&](value_type&) { done(); },
                    Chain::node_traits::to_node_ptr(*item)))
                return extracted(std::move(taken));
            again();
        }
        none();
        return extracted(guarded_ptr());
    }

    auto answer(guarded_ptr found) {
        policy::expect_section();
        if constexpr (erases)
            return found;
        else
            return found ? found.operator->() : nullptr;
    }
    auto answer(guarded_ptr found) const {
        policy::expect_section();
        if constexpr (erases)
            return const_guarded_ptr(std::move(found));
        else
            return static_cast<value_type const*>(found ? found.operator->() : nullptr);
    }

    template <class Item, class Lo, class Hi, class F>
    void visit(Lo const& lo, Hi const& hi, F& f) const {
        key_comparator const compare{};
        [[maybe_unused]] typename policy::section const all_the_time;
        guarded_ptr at = Chain::not_below_at(head(), lo, key_comparator());
        while (at) {
            Item& item = *at;
            if (cds::details::sign(compare(std::as_const(item), hi)) >= 0)
                break;
            std::invoke(f, item);
            at = Chain::next_item(head(), std::addressof(item));
        }
    }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_FACE_SORTED_SET_H
