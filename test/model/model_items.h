// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_ITEMS_H
#define CDSLIB_TEST_MODEL_ITEMS_H

#include <cds_test/linearizability.h>

#include <sstream>
#include <vector>

#include "model_domain.h"

// Items for the models of intrusive containers. A disposed item goes to the fiber that disposed of
// it, which inserts it again: what a freed and reallocated node would be, with addresses that are
// always the same.
namespace cds_model {

// Which fibers are inside an operation, and when it began. What a disposal is to be harmless for is
// an operation that began before the item was unlinked, and has not ended.
class operations {
public:
    operations() { current = this; }

    template <class Act>
    auto run(Act&& act) {
        auto const me = static_cast<std::size_t>(current_fiber() + 1);
        // relaxed, all of them: a note for goals, which orders nobody
        begun_[me].store(++clock_, std::memory_order_relaxed);
        inside_[me].store(true, std::memory_order_relaxed);
        auto const result = act();
        inside_[me].store(false, std::memory_order_relaxed);
        return result;
    }

    bool is_inside(int fiber) const { return inside_[fiber + 1].load(std::memory_order_relaxed); }

    // Called by a disposer. What it disposes of was unlinked by the fiber's last operation, or
    // before; is there a fiber that has been inside one since before that?
    bool older_than_mine() const {
        unsigned const mine = begun(current_fiber());
        for (int fiber = 0; fiber != int{max_fibers}; ++fiber)
            if (is_inside(fiber) && begun(fiber) < mine)
                return true;
        return false;
    }

    static inline operations* current = nullptr;

private:
    unsigned begun(int fiber) const { return begun_[fiber + 1].load(std::memory_order_relaxed); }

    std::atomic<unsigned> clock_{0};
    std::atomic<unsigned> begun_[max_fibers + 1]{};
    std::atomic<bool> inside_[max_fibers + 1]{};
};

inline void disposed_of_an_item() {
    reached(operations::current->older_than_mine() ? "disposed under an operation" : "disposed");
}

template <class Node>
struct item : Node {
    shared<long> value{0};
    bool free = true;
};

template <class Item>
class item_store {
public:
    item_store() { current = this; }

    // A free item, used ones first.
    Item& take(long value) {
        std::vector<Item*>& mine = returned_[current_fiber() + 1];
        Item* chosen = nullptr;
        if (!mine.empty()) {
            chosen = mine.back();
            mine.pop_back();
            reached("used again");
        } else {
            unsigned const next = next_.fetch_add(1, std::memory_order_relaxed);
            check(next < most, "the model needs more items");
            chosen = &items_[next];
        }
        check(chosen->free, "an item is in two places");
        chosen->free = false;
        chosen->value.set(value);
        return *chosen;
    }

    // An item that was never inserted, or is disposed of.
    void give(Item& i) {
        check(!i.free, "disposed twice");
        i.free = true;
        i.value.set(gone);
        returned_[current_fiber() + 1].push_back(&i);
    }

    // Scans after the fiber has unlinked something; whoever holds it makes the scan keep it.
    void scan_and_see() {
        std::vector<Item*> const& mine = returned_[current_fiber() + 1];
        std::size_t const before = mine.size();
        gc::scan();
        if (mine.size() == before)
            reached("kept");
    }

    // When container and domain have ended: whatever was taken has been given back.
    void check_all_free() const {
        for (Item const& i : items_)
            check(i.free, "an item was lost");
    }

    static constexpr long gone = -1;
    static inline item_store* current = nullptr;

private:
    static constexpr unsigned most = 48;

    Item items_[most];
    std::atomic<unsigned> next_{0};
    std::vector<Item*> returned_[max_fibers + 1];
};

template <class Item>
struct recycle {
    void operator()(Item* i) const {
        disposed_of_an_item();
        item_store<Item>::current->give(*i);
    }
};

struct fiber_clock {
    static std::uint64_t call() { return moment_of_call(); }
    static std::uint64_t end() { return moment_of_end(); }
};

// Logs each operation, and says meanwhile that it runs.
class recorder : public operations {
public:
    template <class Act>
    long record(int code, long key, long argument, Act&& act) {
        auto const me = static_cast<unsigned>(current_fiber() + 1);
        return run([&] { return log_.record(me, code, key, argument, act); });
    }
    cds_test::history history() const { return log_.history(); }

private:
    cds_test::basic_recorder<fiber_clock> log_{max_fibers + 1};
};

inline void fail_with(cds_test::verdict const& verdict) {
    std::ostringstream text;
    text << verdict;
    check(verdict.holds, text.str().c_str());
}

template <class Spec>
void check_history(recorder const& log) {
    fail_with(cds_test::check_linearizable<Spec>(log.history()));
}

template <class Spec>
void check_history_by_key(recorder const& log) {
    fail_with(cds_test::check_each_key<Spec>(log.history()));
}

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_ITEMS_H
