// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
// A lock-free sorted list without duplicates, built only on guards and retire(). Read hello.cpp
// first; this program adds what a walk over many nodes needs. The algorithm is Michael's (SPAA
// 2002).
//
// A stack loses nodes at one end only. Here a node may be erased while we stand on it, or while
// we link another behind it. Hence two rules:
//
//  - A node is erased in two steps. First its own `next` is marked, in the lowest bit: from then
//    on the value is gone, and no thread can change that `next` any more, so nothing is linked
//    behind a node that leaves. Then the link before it is redirected past it, and the node is
//    retired.
//  - A walk goes hand over hand: one guard on the node whose link it follows, one on the node
//    that the link leads to. The walk checks that the link still led there, without a mark, after
//    the second guard was set: so the first node was in the list, hence also the second, and the
//    second cannot have been retired before it was protected. If the link is marked, the walk
//    starts over.

#include <cds/details/marked_ptr.h>
#include <cds/gc/dhp.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <random>
#include <thread>
#include <utility>
#include <vector>

using gc = cds::gc::DHP;

template <class T>
class sorted_list {
    struct node;
    using link = cds::details::marked_ptr<node, 1>; // a node* and the mark
    struct node {
        T const value;
        atomics::atomic<link> next;
    };

    // The place that a walk has reached. Both nodes are protected; `from` is a link of the first.
    struct place {
        atomics::atomic<link>* from = nullptr;
        node* at = nullptr; // the first node whose value is not less; null at the end
        gc::Guard before;
        gc::Guard here;
    };

public:
    /// False if the value is there already.
    bool insert(T value) {
        std::unique_ptr<node> fresh(new node{std::move(value), {}});
        place p;
        for (;;) {
            find(fresh->value, p);
            if (is(p.at, fresh->value))
                return false;
            // relaxed: no other thread sees the node yet
            fresh->next.store(link(p.at), atomics::memory_order_relaxed);
            link expected(p.at); // not marked, and leads where it did
            // [L1] release-CAS -> [L2, L3]: the node's value and its `next`
            if (p.from->compare_exchange_strong(expected, link(fresh.get()),
                                                atomics::memory_order_release,
                                                atomics::memory_order_relaxed)) {
                (void)fresh.release();
                return true;
            }
        }
    }

    /// False if the value is not there.
    bool erase(T const& value) {
        place p;
        for (;;) {
            find(value, p);
            if (!is(p.at, value))
                return false;
            gc::reserve_retire(1); // if it throws, nothing has happened yet
            // [L3] acquire-load <- [L1, L4]: the node behind, which unlink() will publish
            link next = p.at->next.load(atomics::memory_order_acquire);
            if (next.bits() != 0)
                continue; // another thread erases it: unlink it, or find the next one
            // relaxed: publishes nothing new, and goes on with the release sequence of [L1]
            if (p.at->next.compare_exchange_strong(next, next | 1, atomics::memory_order_relaxed,
                                                   atomics::memory_order_relaxed)) {
                (void)unlink(p, next.ptr()); // if we do not, the next walk that passes does
                return true;
            }
        }
    }

    bool contains(T const& value) {
        place p;
        find(value, p);
        return is(p.at, value);
    }

    /// No other thread may use the list: then no guard is on a node, and each can be deleted at
    /// once.
    ~sorted_list() {
        // relaxed: no other thread is here
        node* n = head_.load(atomics::memory_order_relaxed).ptr();
        while (n != nullptr)
            // relaxed: no other thread is here
            delete std::exchange(n, n->next.load(atomics::memory_order_relaxed).ptr());
    }

private:
    static bool is(node const* n, T const& value) { return n != nullptr && !(value < n->value); }

    // Walks to the first node whose value is not less, and unlinks marked nodes on the way.
    void find(T const& value, place& p) {
        p.from = &head_;
        for (;;) {
            // [L2] protect-load <- [L1, L4]: the node is built
            link const seen = p.here.protect(*p.from, [](link l) { return l.ptr(); });
            if (seen.bits() != 0) { // the node before is leaving: what it leads to may be gone
                p.from = &head_;
                continue;
            }
            p.at = seen.ptr();
            if (p.at == nullptr)
                return;
            // [L3] acquire-load <- [L1, L4]: the node behind, which unlink() will publish
            link const next = p.at->next.load(atomics::memory_order_acquire);
            if (next.bits() != 0) {
                gc::reserve_retire(1);
                if (!unlink(p, next.ptr()))
                    p.from = &head_; // the link has changed
                continue;
            }
            if (!(p.at->value < value))
                return;
            p.from = &p.at->next;
            p.before.swap(p.here); // the guard moves with the node, which stays protected
        }
    }

    // Redirects the link before `p.at`, which is marked, to the node behind. One thread succeeds.
    bool unlink(place& p, node* behind) {
        link expected(p.at);
        // [L4] release-CAS -> [L2, L3]: the node behind, as [L3] has seen it
        if (!p.from->compare_exchange_strong(expected, link(behind), atomics::memory_order_release,
                                             atomics::memory_order_relaxed))
            return false;
        gc::retire<std::default_delete<node>>(p.at);
        return true;
    }

    atomics::atomic<link> head_;
};

int main() {
    constexpr std::size_t threads = 4;
    constexpr int operations = 100'000; // of each thread
    constexpr std::size_t values = 64;

    sorted_list<std::size_t> list;
    std::vector<std::vector<long>> balance(threads, std::vector<long>(values)); // in minus out
    std::vector<std::thread> team;
    for (std::size_t id = 0; id != threads; ++id)
        team.emplace_back([&list, &mine = balance[id], id] {
            std::minstd_rand dice(static_cast<unsigned>(id) + 1);
            for (int i = 0; i != operations; ++i) {
                std::size_t const value = dice() % values;
                if (dice() % 2 == 0)
                    mine[value] += list.insert(value) ? 1 : 0;
                else
                    mine[value] -= list.erase(value) ? 1 : 0;
            }
        });
    for (std::thread& member : team)
        member.join();

    bool right = true;
    for (std::size_t value = 0; value != values; ++value) {
        long there = 0;
        for (std::vector<long> const& of_one : balance)
            there += of_one[value];
        right = right && there == (list.contains(value) ? 1 : 0);
    }

    bool const drained = gc::drain(); // only to have final figures to print
    gc::stat figures;
    gc::statistics(figures);
    std::printf("%zu threads inserted and erased %d times each: %s\n", threads, operations,
                right ? "the list has what is left" : "THE LIST IS WRONG");
    std::printf("%zu nodes retired, %zu freed; at most %zu waited at once, the bound is %zu\n",
                figures.retired_count, figures.free_count, figures.peak_pending, gc::bound());
    return right && drained && figures.free_count == figures.retired_count ? 0 : 1;
}
