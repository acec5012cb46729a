// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDS_BENCH_WORKLOAD_RAW_LIST_H
#define CDS_BENCH_WORKLOAD_RAW_LIST_H

#include <atomic>
#include <cstdint>

namespace bench {

// The physical limit of a lock-free ordered list: Michael's traversal without any protection, and
// nothing is ever freed. Bit 0 of `next` marks a node as erased.
class raw_list {
public:
    bool contains(int key) {
        auto const at = locate(key);
        return at.cur != nullptr && at.cur->key == key;
    }

    bool insert(int key) {
        for (auto* const fresh = new node{key, {}};;) {
            auto const at = locate(key);
            if (at.cur != nullptr && at.cur->key == key) {
                delete fresh;
                return false;
            }
            auto expected = to_word(at.cur);
            fresh->next.store(expected, std::memory_order_relaxed);
            if (at.prev->compare_exchange_strong(
                    expected, to_word(fresh), std::memory_order_release, std::memory_order_relaxed))
                return true;
        }
    }

    bool erase(int key) {
        for (;;) {
            auto const at = locate(key);
            if (at.cur == nullptr || at.cur->key != key)
                return false;
            auto next = at.cur->next.load(std::memory_order_acquire) & ~mark;
            if (at.cur->next.compare_exchange_strong(next, next | mark, std::memory_order_acq_rel,
                                                     std::memory_order_relaxed)) {
                locate(key); // unlinks it
                return true;
            }
        }
    }

private:
    using word = std::uintptr_t;
    static constexpr word mark = 1;

    struct node {
        int key;
        std::atomic<word> next;
    };

    struct position {
        std::atomic<word>* prev;
        node* cur;
    };

    static word to_word(node const* p) { return reinterpret_cast<word>(p); }
    static node* to_node(word w) { return reinterpret_cast<node*>(w); } // w is unmarked

    position locate(int key) {
    again:
        auto* prev = &head_;
        auto* cur = to_node(prev->load(std::memory_order_acquire));
        while (cur != nullptr) {
            auto const next = cur->next.load(std::memory_order_acquire);
            if ((next & mark) != 0) {
                auto expected = to_word(cur);
                if (!prev->compare_exchange_strong(expected, next & ~mark,
                                                   std::memory_order_acq_rel,
                                                   std::memory_order_relaxed))
                    goto again;
                cur = to_node(next & ~mark);
                continue;
            }
            if (cur->key >= key)
                break;
            prev = &cur->next;
            cur = to_node(next); // nothing to mask: the next load need not wait for an `and`
        }
        return {prev, cur};
    }

    std::atomic<word> head_{0};
};

} // namespace bench

#endif // CDS_BENCH_WORKLOAD_RAW_LIST_H
