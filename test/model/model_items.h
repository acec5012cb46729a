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

    static constexpr long gone = -1;
    static inline item_store* current = nullptr;

private:
    static constexpr unsigned most = 24;

    Item items_[most];
    std::atomic<unsigned> next_{0};
    std::vector<Item*> returned_[max_fibers + 1];
};

template <class Item>
struct recycle {
    void operator()(Item* i) const {
        reached("disposed");
        item_store<Item>::current->give(*i);
    }
};

struct fiber_clock {
    static std::uint64_t now() { return moment(); }
};
using recorder = cds_test::basic_recorder<fiber_clock>;

inline void fail_with(cds_test::verdict const& verdict) {
    std::ostringstream text;
    text << verdict;
    check(verdict.holds, text.str().c_str());
    reached("histories");
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
