// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_HASH_TABLE_LOCKS_H
#define CDSLIB_STRUCTURES_HASH_TABLE_LOCKS_H

#include <cds/algo/atomic.h>
#include <cds/algo/int_algo.h>
#include <cds/os/thread.h>
#include <cds/sync/lock_array.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <memory>
#include <mutex>

namespace cds::intrusive::details {

/// The locks of a hash table whose items are in `Arity` places each, one in each of as many arrays
/// of buckets: a row of locks for each array. A row has a power of two of locks, and lock `i`
/// protects the buckets `j` with `j mod locks == i`. With `Grows` the rows can become longer.
///
///   algorithm      M. Herlihy, N. Shavit, "The Art of Multiprocessor Programming", 13.2: striped
///                  locks, and refinable ones. As in the book, who wants the whole table says so
///                  and waits until each lock was free once. There he replaces the locks, which
///                  needs collected memory, since a thread may be about to take an old lock. Here
///                  locks stay where they are, and more of them are added behind
///   progress       blocking; nobody waits for a lock of a row while he has one of that row or of a
///                  later one, nor for the whole table while he has any, which excludes deadlock.
///                  Where locks are recursive a thread may also take those of a key that it has
///                  once more: nobody closes a lock that another thread has. And who has the whole
///                  table may take any lock, and the whole table once more
///   invariants     TL-I1  nobody has a lock of another row without the lock of the same key in the
///                         first row
///                  TL-I2  locks of the first row are closed by the thread that has the turn, in
///                         their order, each while that thread has it; and no other thread keeps a
///                         lock that it finds closed. So the table belongs to that thread alone
///                         from when it has closed the last one until it opens them all
///                  TL-I3  the number of locks changes only while all are closed. Who has a lock,
///                         finds it open and the number as it was when he chose that lock has the
///                         right one, until he gives it up
///                  TL-I4  locks do not move and are not freed before the table
template <class Lock, unsigned Arity, class Alloc, bool Grows, class Stat>
class table_locks {
    static_assert(Arity != 0, "a table has a row of locks for each array of its buckets");

public:
    using lock_type = Lock;
    using allocator_type = Alloc;
    using statistics_type = Stat;
    using lock_array_type = sync::lock_array<Lock, sync::trivial_select_policy, Alloc>;

    static constexpr unsigned c_nArity = Arity;

    /// Makes `count` locks in each row. `count` is a power of two.
    explicit table_locks(std::size_t count) : first_bits_(beans::log2(count)), count_(count) {
        assert(beans::is_power2(count));
        for (auto& row : segments_)
            row[0] = std::make_unique<lock_array_type>(count);
    }
    table_locks(table_locks const&) = delete;
    table_locks& operator=(table_locks const&) = delete;

    /// The number of locks in each row.
    [[nodiscard]] std::size_t lock_count() const noexcept {
        // relaxed: a hint, or read by one whom TL-I2 or TL-I3 protects
        return count_.load(atomics::memory_order_relaxed);
    }
    static constexpr unsigned arity() noexcept { return Arity; }
    /// What has happened, by the statistics of this policy.
    Stat& statistics() noexcept { return stat_; }
    Stat const& statistics() const noexcept { return stat_; }

    /// Makes what `resize(count)` needs, which cannot fail then. The caller has the whole table.
    void reserve(std::size_t count) {
        if constexpr (Grows)
            for (std::size_t have = lock_count(); have < count; have *= 2)
                for (auto& row : segments_)
                    row[segment_of(have)] = std::make_unique<lock_array_type>(have);
    }
    /// Makes more locks, if the number of locks grows at all. The caller has the whole table.
    /// Throws `std::bad_alloc`, and then nothing has changed.
    void resize(std::size_t count) {
        stat_.onResize();
        if constexpr (Grows) {
            if (count <= lock_count())
                return;
            if (!segments_[Arity - 1][segment_of(count - 1)])
                reserve(count);
            // [TL2] release-store -> [TL1]: publishes the new locks
            count_.store(count, atomics::memory_order_release);
        }
    }

    /// Holds the lock of a key in the first row, and those in the other rows as they are asked for.
    class key_lock {
    public:
        /// `cells` are the hash values of the key, one for each row.
        key_lock(table_locks& locks, std::size_t const* cells) : locks_(locks) {
            std::copy(cells, cells + Arity, cells_);
            for (;;) {
                // [TL1] acquire-load <- [TL2]: the locks that are counted are made
                count_ = locks_.count_.load(atomics::memory_order_acquire);
                mine(0).lock();
                bool const closed = locks_.is_closed(cell(0)) && !locks_.is_closed_by_this_thread();
                if (!closed && locks_.lock_count() == count_)
                    break; // TL-I3
                mine(0).unlock();
                if (closed)
                    std::lock_guard<Lock> const wait(locks_.turn_);
                if constexpr (Grows)
                    closed ? locks_.stat_.onCellWaitResizing() : locks_.stat_.onCellArrayChanged();
            }
            held_ = 1;
            locks_.stat_.onCellLock();
        }
        key_lock(key_lock const&) = delete;
        key_lock& operator=(key_lock const&) = delete;
        ~key_lock() {
            while (held_ != 0)
                mine(--held_).unlock();
        }

        /// Takes the lock in row `row`, if that one and those before it are not yet held.
        void lock_row(unsigned row) {
            for (; held_ <= row; ++held_)
                mine(held_).lock();
        }

    private:
        std::size_t cell(unsigned row) const noexcept { return cells_[row] & (count_ - 1); }
        Lock& mine(unsigned row) const noexcept { return locks_.at(row, cell(row)); }

        table_locks& locks_;
        std::size_t cells_[Arity];
        std::size_t count_ = 0;
        unsigned held_ = 0;
    };

    /// Holds all locks of a key.
    class scoped_cell_lock : public key_lock {
    public:
        scoped_cell_lock(table_locks& locks, std::size_t const* cells) : key_lock(locks, cells) {
            key_lock::lock_row(Arity - 1);
        }
        scoped_cell_lock(table_locks& locks, std::size_t cell)
            requires(Arity == 1)
            : key_lock(locks, &cell) {}
    };

    /// Has the table to itself (TL-I2). It holds one lock at a time, however many there are.
    class scoped_full_lock {
    public:
        explicit scoped_full_lock(table_locks& locks) : scoped_full_lock(locks, in_turn{}) {
            locks.stat_.onFullLock();
        }
        scoped_full_lock(scoped_full_lock const&) = delete;
        scoped_full_lock& operator=(scoped_full_lock const&) = delete;
        ~scoped_full_lock() = default;

    protected:
        struct in_turn {};

        scoped_full_lock(table_locks& locks, in_turn) : turn_(locks.turn_), closing_(locks) {
            closing_.close_all();
        }

    private:
        /// Opens the locks again, unless the thread had closed them before.
        class closing {
        public:
            explicit closing(table_locks& locks) noexcept
                : locks_(locks), is_outermost_(!locks.is_closed_by_this_thread()) {
                if (is_outermost_)
                    // relaxed: means something only to the thread whose id it is
                    locks_.closer_.store(OS::get_current_thread_id(),
                                         atomics::memory_order_relaxed);
            }
            closing(closing const&) = delete;
            closing& operator=(closing const&) = delete;
            ~closing() {
                if (!is_outermost_)
                    return;
                // relaxed: means something only to the thread whose id it was
                locks_.closer_.store(OS::c_NullThreadId, atomics::memory_order_relaxed);
                // [TL4] release-store -> [TL3]: publishes what was done to the whole table
                locks_.closed_.store(0, atomics::memory_order_release);
            }
            void close_all() {
                if (!is_outermost_)
                    return;
                for (std::size_t i = 0; i != locks_.lock_count(); ++i) {
                    std::lock_guard<Lock> const is_free(locks_.at(0, i));
                    // [TL5] release-store -> [TL3]: publishes what others did who had the whole
                    // table before, for those who find their locks open still
                    locks_.closed_.store(i + 1, atomics::memory_order_release);
                }
                // relaxed: who takes a lock that is going to be added sees this by [TL2]
                locks_.closed_.store(all_of_them, atomics::memory_order_relaxed);
            }

        private:
            table_locks& locks_;
            bool const is_outermost_;
        };

        std::lock_guard<Lock> const turn_;
        closing closing_;
    };

    /// Has the table to itself for one who is going to resize it.
    class scoped_resize_lock : scoped_full_lock {
    public:
        explicit scoped_resize_lock(table_locks& locks)
            : scoped_full_lock(locks, typename scoped_full_lock::in_turn{}) {
            locks.stat_.onResizeLock();
        }
        /// Whether the table is held. A policy may give up instead of waiting; this one does not.
        static constexpr bool success() noexcept { return true; }
    };

private:
    static constexpr std::size_t most_segments =
        Grows ? std::numeric_limits<std::size_t>::digits : 1;
    static constexpr std::size_t all_of_them = (std::numeric_limits<std::size_t>::max)();

    /// Whether the lock `cell` of the first row is closed. The caller has it.
    bool is_closed(std::size_t cell) const noexcept {
        // [TL3] acquire-load <- [TL4, TL5]: what was done to the whole table is done
        return cell < closed_.load(atomics::memory_order_acquire);
    }
    bool is_closed_by_this_thread() const noexcept {
        // relaxed: nobody else writes this thread's id
        return closer_.load(atomics::memory_order_relaxed) == OS::get_current_thread_id();
    }

    /// The first segment has the locks from the beginning, each other one as many as all before it.
    std::size_t segment_of(std::size_t cell) const noexcept {
        std::size_t const times_the_first = cell >> first_bits_;
        return Grows && times_the_first != 0 ? beans::log2floor(times_the_first) + 1 : 0;
    }
    Lock& at(unsigned row, std::size_t cell) const noexcept {
        std::size_t const segment = segment_of(cell);
        std::size_t const before = segment == 0 ? 0 : std::size_t(1) << (first_bits_ + segment - 1);
        return segments_[row][segment]->at(cell - before);
    }

    std::unique_ptr<lock_array_type> segments_[Arity][most_segments];
    std::size_t const first_bits_;
    atomics::atomic<std::size_t> count_;
    atomics::atomic<std::size_t> closed_{0}; ///< how many locks of the first row, from its begin
    atomics::atomic<OS::ThreadId> closer_{OS::c_NullThreadId};
    Lock turn_; ///< held while locks are closed
    [[no_unique_address]] Stat stat_;
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_HASH_TABLE_LOCKS_H
