// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_LINEARIZABILITY_H
#define CDSLIB_TEST_LINEARIZABILITY_H

#include <algorithm>
#include <atomic>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

// Was every operation of a concurrent run as if done at one moment between its call and its return?
//
//     cds_test::recorder log(threads);
//     ... in thread t:  log.record(t, stack_spec::pop, 0, 0, [&] { return pop_or_nothing(); });
//     ... after join:   auto verdict = cds_test::check_linearizable<stack_spec>(log.history());
//                       BOOST_TEST(verdict.holds, verdict);
//
// Sets and maps are checked key by key: check_each_key<set_key_spec>(...).
namespace cds_test {

/// The result of an operation that found nothing.
constexpr long nothing = LONG_MIN;

struct operation {
    unsigned thread;
    int code;      ///< an enumerator of the specification
    long key;      ///< of sets and maps
    long argument; ///< the value pushed, enqueued or mapped
    long result;
    std::uint64_t call; ///< moments, all different
    std::uint64_t end;
};

using history = std::vector<operation>;

/// Moments for real threads: an operation that began after another had ended has a later moment,
/// and sees what the other did.
class shared_clock {
public:
    std::uint64_t call() { return next(); }
    std::uint64_t end() { return next(); }

private:
    std::uint64_t next() { return next_.fetch_add(1, std::memory_order_seq_cst); }

    std::atomic<std::uint64_t> next_{1};
};

/// One log per thread, stamped from one clock.
template <class Clock>
class basic_recorder {
public:
    explicit basic_recorder(unsigned threads, std::size_t operations_each = 64) : logs_(threads) {
        for (auto& log : logs_)
            log.reserve(operations_each);
    }

    /// Does `act`, whose result must convert to long, and logs it. Returns the result.
    template <class Act>
    long record(unsigned thread, int code, long key, long argument, Act&& act) {
        operation done{thread, code, key, argument, 0, clock_.call(), 0};
        done.result = static_cast<long>(act());
        done.end = clock_.end();
        logs_[thread].push_back(done);
        return done.result;
    }

    /// All threads' operations, by the moment of their call. The threads must have been joined.
    cds_test::history history() const {
        cds_test::history all;
        for (auto const& log : logs_)
            all.insert(all.end(), log.begin(), log.end());
        std::sort(all.begin(), all.end(),
                  [](operation const& a, operation const& b) { return a.call < b.call; });
        return all;
    }

private:
    std::vector<cds_test::history> logs_;
    Clock clock_;
};

using recorder = basic_recorder<shared_clock>;

// --- Specifications: what a sequential object would do. ------------------------------------------
// apply() changes the state and says whether the operation's result is the right one.

/// What stacks and queues have in common: empty() says 1 or 0, clear() takes all.
struct bag_spec {
    enum : int { put, take, empty, clear };
    using state = std::vector<long>;

protected:
    /// Whether the operation is none that takes; `right` is whether its result was right.
    static bool is_done(state& items, operation const& op, bool& right) {
        right = op.code != empty || op.result == (items.empty() ? 1 : 0);
        if (op.code == put)
            items.push_back(op.argument);
        else if (op.code == clear)
            items.clear();
        return op.code != take;
    }
};

struct stack_spec : bag_spec {
    enum : int { push = put, pop = take };

    static bool apply(state& items, operation const& op) {
        if (bool right = false; is_done(items, op, right))
            return right;
        if (items.empty() || items.back() != op.result)
            return items.empty() && op.result == nothing;
        items.pop_back();
        return true;
    }
};

struct queue_spec : bag_spec {
    enum : int { enqueue = put, dequeue = take };

    static bool apply(state& items, operation const& op) {
        if (bool right = false; is_done(items, op, right))
            return right;
        if (items.empty() || items.front() != op.result)
            return items.empty() && op.result == nothing;
        items.erase(items.begin());
        return true;
    }
};

/// A queue that may refuse whenever it likes: enqueue says 1 or 0.
struct refusing_queue_spec : queue_spec {
    static bool apply(state& items, operation const& op) {
        return (op.code == put && op.result == 0) || queue_spec::apply(items, op);
    }
};

/// A queue of at most `Capacity` items. Results: enqueue 1, or 0 if it was full; is_empty 1 or 0.
template <std::size_t Capacity>
struct bounded_queue_spec : queue_spec {
    enum : int { is_empty = empty };

    static bool apply(state& items, operation const& op) {
        if (op.code == is_empty)
            return op.result == (items.empty() ? 1 : 0);
        if (op.code == dequeue)
            return queue_spec::apply(items, op);
        bool const room = items.size() < Capacity;
        if (room)
            items.push_back(op.argument);
        return op.result == (room ? 1 : 0);
    }
};

/// One key of a set. Results: 1 if inserted, erased or contained, otherwise 0.
struct set_key_spec {
    enum : int { insert, erase, contains };
    using state = bool;

    static bool apply(state& present, operation const& op) {
        bool const done = op.code == insert ? !present : present;
        if (op.code != contains && done)
            present = !present;
        return op.result == (done ? 1 : 0);
    }
};

/// One key of a map; the state is its value or `nothing`. Results: insert 1 or 0; update 1 if it
/// inserted, 0 if it replaced; erase and find the value or `nothing`; unlink, which erases only the
/// value that is its argument, and contains 1 or 0; drop, which erases what is there, anything.
struct map_key_spec {
    enum : int { insert, update, erase, find, unlink, contains, drop };
    using state = long;

    static bool apply(state& value, operation const& op) {
        long const before = value;
        long const added = before == nothing ? 1 : 0;
        switch (op.code) {
        case insert: value = added == 1 ? op.argument : before; return op.result == added;
        case update: value = op.argument; return op.result == added;
        case erase: value = nothing; return op.result == before;
        case unlink:
            value = before == op.argument ? nothing : before;
            return op.result == (before == op.argument ? 1 : 0);
        case contains: return op.result == 1 - added;
        case drop: value = nothing; return true;
        default: return op.result == before;
        }
    }
};

template <class Spec>
typename Spec::state initial_state() {
    return {};
}
template <>
inline map_key_spec::state initial_state<map_key_spec>() {
    return nothing;
}

// --- The checker ---------------------------------------------------------------------------------

struct verdict {
    bool holds = true;
    history offending; ///< the piece between quiescent points that has no valid order

    friend std::ostream& operator<<(std::ostream& out, verdict const& v) {
        out << (v.holds ? "linearizable" : "not linearizable:");
        for (operation const& op : v.offending)
            out << "\n  thread " << op.thread << " operation " << op.code << " key " << op.key
                << " argument " << op.argument << " result " << op.result << " [" << op.call << ", "
                << op.end << "]";
        return out;
    }
};

/// Cuts where no operation was in progress.
inline std::vector<history> cut_at_quiescent_points(history const& all) {
    std::vector<history> pieces;
    std::uint64_t busy_until = 0;
    for (operation const& op : all) {
        if (pieces.empty() || op.call > busy_until)
            pieces.emplace_back();
        pieces.back().push_back(op);
        busy_until = std::max(busy_until, op.end);
    }
    return pieces;
}

/// Operations that began while another one was in progress.
inline std::size_t overlaps(history const& all) {
    return all.size() - cut_at_quiescent_points(all).size();
}

/// All orders of one piece, depth first (Wing, Gong, "Testing and verifying concurrent objects",
/// JPDC 1993), never going on twice from the same operations done and the same state (Lowe,
/// "Testing for linearizability", CCPE 2017).
template <class Spec>
class order_search {
public:
    using state = typename Spec::state;
    static constexpr std::size_t longest = 64;

    explicit order_search(history const& piece) : piece_(piece) {
        if (piece.size() > longest)
            throw std::length_error("more than 64 operations between two quiescent points");
        all_ = piece.size() == longest ? ~std::uint64_t{0} : (std::uint64_t{1} << piece.size()) - 1;
    }

    /// The states in which the piece can have ended.
    std::set<state> final_states(std::set<state> const& initial) {
        for (state const& start : initial)
            extend(0, start);
        return std::move(final_);
    }

private:
    void extend(std::uint64_t done, state const& now) {
        if (done == all_) {
            final_.insert(now);
            return;
        }
        if (!visited_.emplace(done, now).second)
            return;
        std::uint64_t const first_end = earliest_end(done);
        for (std::size_t i = 0; i != piece_.size() && piece_[i].call < first_end; ++i) {
            std::uint64_t const bit = std::uint64_t{1} << i;
            state next = now;
            if ((done & bit) == 0 && Spec::apply(next, piece_[i]))
                extend(done | bit, next);
        }
    }

    // An operation called after this moment cannot come next.
    std::uint64_t earliest_end(std::uint64_t done) const {
        std::uint64_t earliest = ~std::uint64_t{0};
        for (std::size_t i = 0; i != piece_.size(); ++i)
            if ((done >> i & 1) == 0)
                earliest = std::min(earliest, piece_[i].end);
        return earliest;
    }

    history const& piece_;
    std::uint64_t all_ = 0;
    std::set<std::pair<std::uint64_t, state>> visited_;
    std::set<state> final_;
};

/// The history must be sorted by call, as recorder::history() is.
template <class Spec>
verdict check_linearizable(history const& all) {
    std::set<typename Spec::state> states{initial_state<Spec>()};
    for (history const& piece : cut_at_quiescent_points(all)) {
        states = order_search<Spec>(piece).final_states(states);
        if (states.empty())
            return {false, piece};
    }
    return {};
}

inline std::map<long, history> split_by_key(history const& all) {
    std::map<long, history> by_key;
    for (operation const& op : all)
        by_key[op.key].push_back(op);
    return by_key;
}

/// Operations that began while another one on the same key was in progress.
inline std::size_t overlaps_of_each_key(history const& all) {
    std::size_t sum = 0;
    for (auto const& [key, operations] : split_by_key(all))
        sum += overlaps(operations);
    return sum;
}

/// An object whose keys do not influence each other is linearizable if each key is.
template <class Spec>
verdict check_each_key(history const& all) {
    for (auto const& [key, operations] : split_by_key(all))
        if (verdict v = check_linearizable<Spec>(operations); !v.holds)
            return v;
    return {};
}

} // namespace cds_test

#endif // CDSLIB_TEST_LINEARIZABILITY_H
