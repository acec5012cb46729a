// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_QUEUE_RING_H
#define CDSLIB_STRUCTURES_QUEUE_RING_H

#include <cds/algo/atomic.h>
#include <cds/details/raw_storage.h>
#include <cds/details/throw_exception.h>
#include <cds/opt/buffer.h>
#include <cds/opt/options.h>
#include <cds/opt/value_cleaner.h>

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

/// Options of `WeakRingBuffer`.
namespace cds::container::weak_ringbuffer {

/// The options and their defaults; derive from it or compose with `make_traits`.
struct traits {
    /// Where the values are; its element type does not matter.
    using buffer = cds::opt::v::uninitialized_dynamic_buffer<void*>;
    /// What happens to a value that has left the buffer. It must not throw.
    using value_cleaner = cds::opt::v::auto_cleaner;
    using memory_model = cds::opt::v::relaxed_ordering;
    /// What keeps the producer and the consumer off each other's cache line.
    static constexpr unsigned padding = cds::opt::cache_line_padding;
};

/// `make_traits<options...>::type`
template <class... Options>
struct make_traits : cds::opt::compose_traits<traits, Options...> {};

} // namespace cds::container::weak_ringbuffer

namespace cds::container::details {

/// The type of positions in a `Buffer`. Positions go through all numbers and start over, which a
/// capacity that divides their number does not notice; for any other they must never come there.
template <class Buffer>
using position_in = std::conditional_t<Buffer::c_bExp2, std::size_t, std::uint64_t>;

/// The two ends of a ring that one producer and one consumer share.
///
///   algorithm      L. Lamport's ring (1983), each side with a copy of the other's position that
///                  it renews only when it must: N. M. Le, A. Guatto, A. Cohen, A. Pop, "Correct
///                  and efficient bounded FIFO queues", SBAC-PAD 2013
///   progress       wait-free
///   linearizes at  publish() [WR1], release() [WR3]; a refusal at [WR2] or [WR4]. There is no
///                  full fence: of a push that is refused and a pop that finds nothing at the
///                  same time, each may miss what the other side did just before
///   invariants     I1  front <= back <= front + capacity; what lies between them is the
///                      consumer's, the rest is the producer's
///                  I2  only the producer writes the back, only the consumer the front; a copy of
///                      either is never ahead of it
template <class Position, class MemoryModel, unsigned Padding>
class ring_ends {
public:
    using position = Position;

    /// Where the producer writes next. For the producer.
    position back() const noexcept {
        // relaxed: the producer's own
        return producer_.data.place.load(MemoryModel::memory_order_relaxed);
    }

    /// Where the consumer reads next. For the consumer.
    position front() const noexcept {
        // relaxed: the consumer's own
        return consumer_.data.place.load(MemoryModel::memory_order_relaxed);
    }

    /// Whether `count` places behind `back` are the producer's. For the producer.
    bool has_room(position back, std::size_t count, std::size_t capacity) noexcept {
        if (count <= capacity - static_cast<std::size_t>(back - producer_.data.known_other))
            return true;
        // [WR4] acquire-load <- [WR3]: what was there is gone
        producer_.data.known_other =
            consumer_.data.place.load(MemoryModel::memory_order_acquire); // I2
        return count <= capacity - static_cast<std::size_t>(back - producer_.data.known_other);
    }

    /// Whether `count` places from `front` on are the consumer's. For the consumer.
    bool has_items(position front, std::size_t count) noexcept {
        if (count <= static_cast<std::size_t>(consumer_.data.known_other - front))
            return true;
        // [WR2] acquire-load <- [WR1]: what is there is built
        consumer_.data.known_other =
            producer_.data.place.load(MemoryModel::memory_order_acquire); // I2
        return count <= static_cast<std::size_t>(consumer_.data.known_other - front);
    }

    /// Gives everything below `back` to the consumer. For the producer.
    void publish(position back) noexcept {
        // [WR1] release-store -> [WR2]: what the producer has built
        producer_.data.place.store(back, MemoryModel::memory_order_release); // I1
    }

    /// Gives everything below `front` back to the producer. For the consumer.
    void release(position front) noexcept {
        // [WR3] release-store -> [WR4]: the consumer has done with it
        consumer_.data.place.store(front, MemoryModel::memory_order_release); // I1
    }

    /// How many places are the consumer's: exact for the two, a hint at most `capacity` for others.
    std::size_t size(std::size_t capacity) const noexcept {
        // relaxed: a hint. The front is read first, so that it does not pass the back
        position const front = consumer_.data.place.load(MemoryModel::memory_order_relaxed);
        // relaxed: a hint
        position const back = producer_.data.place.load(MemoryModel::memory_order_relaxed);
        return back - front <= capacity ? static_cast<std::size_t>(back - front) : capacity;
    }

private:
    /// What one side writes: its position, and its copy of the other's.
    struct side {
        atomics::atomic<position> place{0};
        position known_other = 0;
    };
    using padded_side = typename cds::opt::details::apply_padding<side, Padding>::type;

    padded_side producer_{};
    padded_side consumer_{};
};

/// Bounded FIFO queue of values for one producer and one consumer, over `ring_ends`. The functors
/// run before anything changes hands: when one throws, the ring is as it was.
template <class T, class Traits>
class value_ring {
public:
    using value_type = T;
    using traits = Traits;
    using memory_model = typename traits::memory_model;
    using value_cleaner = typename traits::value_cleaner;
    using item_counter = std::size_t;

    /// A buffer of the traits that has a size of its own ignores `nCapacity`. Throws what the
    /// buffer throws.
    explicit value_ring(std::size_t nCapacity = 0) : cells_(nCapacity) {}
    value_ring(value_ring const&) = delete;
    value_ring& operator=(value_ring const&) = delete;
    ~value_ring() { clear(); }

    /// \name For the producer. False, and no argument is touched, if there is no room.
    ///@{

    /// Puts a value built from `args` at the end.
    template <class... Args>
        requires std::is_constructible_v<value_type, Args&&...>
    bool emplace(Args&&... args) {
        return enqueue_with([&](value_type& raw) {
            std::construct_at(std::addressof(raw), std::forward<Args>(args)...);
        });
    }

    /// Has `f(T& raw)` construct a value at the end, where `raw` is memory and no T yet.
    template <class F>
    bool enqueue_with(F&& f) {
        position const back = ends_.back();
        if (!ends_.has_room(back, 1, capacity()))
            return false;
        std::forward<F>(f)(*at(back).address());
        ends_.publish(back + 1);
        return true;
    }

    /// Puts `count` values at the end, all or none: `copy(T& raw, Q& src)` constructs each from
    /// an element of `arr`. One step for all of them.
    template <class Q, class Copy>
    bool push(Q* arr, std::size_t count, Copy copy) {
        position const back = ends_.back();
        if (!ends_.has_room(back, count, capacity()))
            return false;
        unpublished fresh(*this, back);
        for (std::size_t i = 0; i != count; ++i, fresh.grow())
            copy(*at(fresh.end()).address(), arr[i]);
        fresh.publish();
        return true;
    }

    /// Puts copies of `count` elements at the end, all or none.
    template <class Q>
        requires std::is_constructible_v<value_type, Q&>
    bool push(Q* arr, std::size_t count) {
        return push(arr, count,
                    [](value_type& raw, Q& src) { std::construct_at(std::addressof(raw), src); });
    }

    ///@}
    /// \name For the consumer. False if there is nothing, or not enough.
    ///@{

    /// Calls `f(T&)` with the oldest value and then takes it; if `f` throws, it stays.
    template <class F>
    bool dequeue_with(F&& f) {
        position const front = ends_.front();
        if (!ends_.has_items(front, 1))
            return false;
        std::forward<F>(f)(at(front).value());
        drop(front, 1);
        return true;
    }

    /// Takes `count` values, all or none, after `copy(Q& dest, T& src)` for each. If `copy` throws
    /// none is taken.
    template <class Q, class Copy>
    bool pop(Q* arr, std::size_t count, Copy copy) {
        position const front = ends_.front();
        if (!ends_.has_items(front, count))
            return false;
        for (std::size_t i = 0; i != count; ++i)
            copy(arr[i], at(front + i).value());
        drop(front, count);
        return true;
    }

    /// Takes `count` values, all or none. They are moved where that cannot throw or there is no
    /// other way, and copied otherwise.
    template <class Q>
        requires std::is_assignable_v<Q&, value_type&&>
    bool pop(Q* arr, std::size_t count) {
        return pop(arr, count, [](Q& dest, value_type& src) {
            if constexpr (std::is_nothrow_assignable_v<Q&, value_type&&> ||
                          !std::is_assignable_v<Q&, value_type const&>)
                dest = std::move(src);
            else
                dest = std::as_const(src);
        });
    }

    /// The oldest value, which stays; null if there is none.
    [[nodiscard]] value_type* front() {
        position const front = ends_.front();
        return ends_.has_items(front, 1) ? std::addressof(at(front).value()) : nullptr;
    }

    /// Drops the oldest value.
    bool pop_front() {
        return dequeue_with([](value_type&) {});
    }

    /// Drops what is found.
    void clear() {
        while (pop_front())
            continue;
    }

    ///@}
    /// \name For everybody: exact for the producer and the consumer, as far as the other stands
    /// still; a hint for other threads.
    ///@{
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] bool full() const noexcept { return size() == capacity(); }
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(capacity()); }
    [[nodiscard]] std::size_t capacity() const noexcept { return cells_.capacity(); }
    ///@}

private:
    using cell = cds::details::raw_storage<value_type>;
    using buffer = typename traits::buffer::template rebind<cell>::other;
    using ends = ring_ends<position_in<buffer>, memory_model, traits::padding>;
    using position = typename ends::position;

    /// Values that the producer has built and not yet published; it destroys them if it must.
    class unpublished {
    public:
        unpublished(value_ring& ring, position begin) : ring_(ring), begin_(begin), end_(begin) {}
        unpublished(unpublished const&) = delete;
        unpublished& operator=(unpublished const&) = delete;
        ~unpublished() { ring_.clean(begin_, static_cast<std::size_t>(end_ - begin_)); }

        position end() const noexcept { return end_; }
        void grow() noexcept { ++end_; }
        void publish() noexcept {
            ring_.ends_.publish(end_);
            begin_ = end_;
        }

    private:
        value_ring& ring_;
        position begin_;
        position end_;
    };

    cell& at(position pos) { return cells_[static_cast<std::size_t>(cells_.mod(pos))]; }

    void clean(position begin, std::size_t count) {
        for (std::size_t i = 0; i != count; ++i)
            value_cleaner()(at(begin + i).value());
    }
    void drop(position front, std::size_t count) {
        clean(front, count);
        ends_.release(front + count);
    }

    ends ends_;
    buffer cells_;
};

/// Records of any size, each in one piece, for one producer and one consumer, over `ring_ends`.
///
/// A record is a word with its size and its bytes, rounded up to words. Where it does not fit
/// before the buffer's end, the rest of the buffer is padding and the record stands at the
/// beginning. Both go to the consumer in one step.
///
///   invariants     RR-I1  positions and the capacity are multiples of a word, so the header of a
///                         record, or of padding, is in one piece
///                  RR-I2  padding is followed by a record that was published with it
template <class Traits>
class record_ring {
public:
    using traits = Traits;
    using memory_model = typename traits::memory_model;

    /// `capacity` is in bytes; of a buffer of another size than a multiple of a word the last
    /// bytes are not used. Throws `std::length_error` if that is less than two words, and what
    /// the buffer throws.
    explicit record_ring(std::size_t capacity = 0) : bytes_(capacity) {
        if (this->capacity() < 2 * word)
            CDS_THROW_EXCEPTION(std::length_error("cds: a ring has room for a record of a word"));
        assert(reinterpret_cast<std::uintptr_t>(bytes_.buffer()) % word == 0);
    }
    record_ring(record_ring const&) = delete;
    record_ring& operator=(record_ring const&) = delete;

    /// Reserves a record of `size` bytes, in the place of one reserved before and not published;
    /// null if there is no room. Aligned as a pointer. For the producer.
    ///
    /// A record whose room (`size` rounded up to words, and a word) is at most half of the
    /// capacity always fits in the end, when the consumer has taken enough; whether a larger one
    /// does, even into an empty ring, depends on where the buffer's end is.
    [[nodiscard]] void* back(std::size_t size) {
        if (size > capacity() - word)
            return nullptr;
        std::size_t const room = room_for(size);
        position const begin = ends_.back();
        std::size_t const padding = room <= to_the_end(begin) ? 0 : to_the_end(begin);
        if (!ends_.has_room(begin, padding + room, capacity()))
            return nullptr;
        if (padding != 0)
            set_header(begin, is_padding); // RR-I2
        set_header(begin + padding, size);
        reserved_ = begin + padding + room;
        return at(begin + padding) + word;
    }

    /// Gives the record that back() has reserved to the consumer. For the producer.
    void push_back() noexcept { ends_.publish(reserved_); }

    /// Publishes a copy of `size` bytes; false if there is no room. For the producer.
    bool push_back(void const* data, std::size_t size) {
        void* const record = back(size);
        if (record == nullptr)
            return false;
        if (size != 0)
            std::memcpy(record, data, size);
        push_back();
        return true;
    }

    /// The oldest record and its size, which stays; {null, 0} if there is none. For the consumer.
    [[nodiscard]] std::pair<void*, std::size_t> front() {
        position const first = ends_.front();
        if (!ends_.has_items(first, 1))
            return {nullptr, 0};
        position const record = past_padding(first);
        return {at(record) + word, header(record)};
    }

    /// Drops the oldest record; false if there is none. For the consumer.
    bool pop_front() {
        position const first = ends_.front();
        if (!ends_.has_items(first, 1))
            return false;
        position const record = past_padding(first);
        ends_.release(record + room_for(header(record)));
        return true;
    }

    /// Drops what is found. For the consumer.
    void clear() {
        while (pop_front())
            continue;
    }

    /// \name For everybody: exact for the producer and the consumer, as far as the other stands
    /// still; a hint for other threads.
    ///@{
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] bool full() const noexcept { return size() == capacity(); }
    /// In bytes, with headers and padding.
    [[nodiscard]] std::size_t size() const noexcept { return ends_.size(capacity()); }
    [[nodiscard]] std::size_t capacity() const noexcept {
        return bytes_.capacity() / word * word; // RR-I1
    }
    ///@}

private:
    using buffer = typename traits::buffer::template rebind<std::uint8_t>::other;
    using ends = ring_ends<position_in<buffer>, memory_model, traits::padding>;
    using position = typename ends::position;

    static constexpr std::size_t word = sizeof(std::size_t);
    /// A header that is no size.
    static constexpr std::size_t is_padding = ~std::size_t{0};

    static constexpr std::size_t room_for(std::size_t size) noexcept {
        return word + (size + word - 1) / word * word; // RR-I1
    }

    std::size_t offset(position pos) const noexcept {
        if constexpr (buffer::c_bExp2)
            return pos & (bytes_.capacity() - word); // RR-I1
        else
            return static_cast<std::size_t>(pos % capacity());
    }
    std::size_t to_the_end(position pos) const noexcept { return capacity() - offset(pos); }
    std::uint8_t* at(position pos) noexcept { return bytes_.buffer() + offset(pos); }

    std::size_t header(position pos) noexcept {
        std::size_t size;
        std::memcpy(&size, at(pos), word);
        return size;
    }
    void set_header(position pos, std::size_t size) noexcept { std::memcpy(at(pos), &size, word); }

    position past_padding(position pos) noexcept {
        return header(pos) == is_padding ? pos + to_the_end(pos) : pos;
    }

    ends ends_;
    position reserved_ = 0; ///< the producer's: up to where push_back() publishes
    buffer bytes_;
};

} // namespace cds::container::details

#endif // #ifndef CDSLIB_STRUCTURES_QUEUE_RING_H
