// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_VALUE_BAG_H
#define CDSLIB_DETAILS_VALUE_BAG_H

#include <iterator>
#include <optional>
#include <utility>

namespace cds::details {

/// What stacks, queues and priority queues of values have beside libcds's members. `Bag`, which
/// derives from it, has `push(value)`, `pop(T&)`, and `pop_with(f)` unless it moves values out by
/// assignment alone.
template <class Bag, class T>
class value_bag {
public:
    /// Takes the next value out and returns it, or nothing if there is none. It takes what
    /// `pop(T&)` takes, but where there is a `pop_with`, T need not be assignable nor
    /// default-constructible. Throws what the move constructor of T throws; what is left then is
    /// what a functor of `pop_with` leaves that throws.
    std::optional<T> pop() {
        std::optional<T> taken;
        auto const take = [&taken](T& value) { taken.emplace(std::move(value)); };
        if constexpr (requires { bag().pop_with(take); })
            bag().pop_with(take);
        else if (!bag().pop(taken.emplace()))
            taken.reset();
        return taken;
    }
    /// Does what `pop` does, under the name that other libraries have for it.
    std::optional<T> try_pop() { return pop(); }
    bool try_pop(T& dest) { return bag().pop(dest); }

    /// Pushes what is in [first, last), one after the other, and returns where it stopped: `last`,
    /// or the first element that a bounded container refused. It is no single operation: others may
    /// push and pop in between, and when a push throws, the elements before it are in.
    template <std::input_iterator Iterator, std::sentinel_for<Iterator> Sentinel>
    Iterator push_range(Iterator first, Sentinel last) {
        while (first != last && bag().push(*first))
            ++first;
        return first;
    }

private:
    Bag& bag() noexcept { return static_cast<Bag&>(*this); }
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_VALUE_BAG_H
