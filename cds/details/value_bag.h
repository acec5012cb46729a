// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_DETAILS_VALUE_BAG_H
#define CDSLIB_DETAILS_VALUE_BAG_H

#include <cstddef>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

namespace cds::details {

/// Whether the elements of a range can be counted, and values built from them, without an
/// exception: then a container can claim room for many of them in one step.
template <class T, class Iterator>
inline constexpr bool is_read_in_batches = false;
template <class T, std::random_access_iterator Iterator>
inline constexpr bool is_read_in_batches<T, Iterator> =
    std::is_nothrow_constructible_v<T, std::iter_reference_t<Iterator>> &&
    std::is_nothrow_copy_constructible_v<Iterator> && noexcept(*std::declval<Iterator&>()) &&
    noexcept(++std::declval<Iterator&>());

/// Whether values can be written to a destination without an exception: then a container can give
/// up many of them in one step.
template <class T, class Iterator>
inline constexpr bool is_written_in_batches =
    noexcept(*std::declval<Iterator&>() = std::declval<T&&>()) &&
    noexcept(++std::declval<Iterator&>());

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

    /// \name Many at a time, in the order of the range
    /// They are no single operations: others may push and pop in between. But a container that can
    /// does many elements in one step; its page says which one can. Rings and FAAQueue do so where
    /// nothing can throw that the range or the value brings along.
    ///@{
    /// Pushes what is in [first, last), and returns where it stopped: `last`, or the first element
    /// that a bounded container refused. When it throws, the elements before are in; a linked
    /// queue takes all elements in one step, or none.
    template <std::input_iterator Iterator, std::sentinel_for<Iterator> Sentinel>
    Iterator push_range(Iterator first, Sentinel last) {
        if constexpr (requires { bag().enqueue_all(first, last); })
            return bag().enqueue_all(std::move(first), std::move(last));
        else if constexpr (is_read_in_batches<T, Iterator> &&
                           std::sized_sentinel_for<Sentinel, Iterator> &&
                           requires { bag().enqueue_batch(first, std::size_t()); })
            return push_batches(first, static_cast<std::size_t>(last - first));
        while (first != last && bag().push(*first))
            ++first;
        return first;
    }

    /// Moves values to `dest`, `most` of them or as many as it finds, and returns how many. When
    /// writing to `dest` throws, that value is lost and those before it are written.
    template <std::output_iterator<T> Iterator>
    std::size_t pop_bulk(Iterator dest, std::size_t most) {
        std::size_t n = 0;
        if constexpr (is_written_in_batches<T, Iterator> &&
                      requires { bag().dequeue_batch([](T&) {}, most); }) {
            auto const give = [&dest](T& value) noexcept {
                *dest = std::move(value);
                ++dest;
            };
            while (n != most) {
                std::size_t const more = bag().dequeue_batch(give, most - n);
                if (more == 0)
                    break;
                n += more;
            }
        } else {
            for (; n != most; ++n, ++dest) {
                std::optional<T> taken = pop();
                if (!taken)
                    break;
                *dest = std::move(*taken);
            }
        }
        return n;
    }
    ///@}

private:
    template <class Iterator>
    Iterator push_batches(Iterator first, std::size_t count) {
        while (count != 0) {
            std::size_t const done = bag().enqueue_batch(first, count);
            if (done == 0)
                break;
            first += static_cast<std::iter_difference_t<Iterator>>(done);
            count -= done;
        }
        return first;
    }

    Bag& bag() noexcept { return static_cast<Bag&>(*this); }
};

} // namespace cds::details

#endif // #ifndef CDSLIB_DETAILS_VALUE_BAG_H
