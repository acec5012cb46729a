// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// BasketQueue: what is put into a basket is neither lost nor out of order, whatever closes the
// basket meanwhile, and whoever comes back under the same address.

#include <cds/intrusive/basket_queue.h>

#include "queue_user.h"

namespace {

using namespace cds_model;
namespace basket = cds::intrusive::basket_queue;
using element = item<basket::node<gc>>;

struct noted_stat : basket::empty_stat {
    static void onAddBasket() { reached("put into a basket"); }
    static void onTryAddBasket() { reached("lost a race"); }
};
struct traits : basket::traits {
    using hook = basket::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
    using stat = noted_stat;
};
using user = queue_user<cds::intrusive::BasketQueue<gc, element, traits>>;

// Two of the three are put behind the same node, or all.
class three_producers : public user {
public:
    void thread(unsigned self) override { enqueue(10 * (self + 1L)); }
};

// A dequeue closes the basket, or takes what has come into it.
class dequeue_beside_a_basket : public user {
public:
    void thread(unsigned self) override {
        if (self != 2) {
            enqueue(10 * (self + 1L));
        } else {
            dequeue();
            dequeue();
        }
    }
};

// What comes into a basket that clear() has gone past is cleared with the rest.
class clear_beside_a_basket : public user {
public:
    void thread(unsigned self) override {
        if (self != 2) {
            enqueue(10 * (self + 1L));
            if (self == 0)
                enqueue(30);
        } else {
            clear();
            dequeue();
        }
    }
};

// The loser of a race holds a node that is taken, disposed of and enqueued again.
class node_comes_back : public user {
public:
    node_comes_back() {
        enqueue(10);
        dequeue();
    }

    void thread(unsigned self) override {
        if (self == 0) {
            enqueue(20);
        } else {
            enqueue(30);
            dequeue();
            items_.scan_and_see();
            enqueue(40);
            dequeue();
            gc::scan();
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {small({"three_producers", 3, 300, make_model<three_producers>, {"put into a basket"}}),
         small({"dequeue_beside_a_basket",
                3,
                600,
                make_model<dequeue_beside_a_basket>,
                {"lost a race", "put into a basket", "found empty"}}),
         {"clear_beside_a_basket",
          3,
          600,
          make_model<clear_beside_a_basket>,
          {"lost a race", "put into a basket", "found empty"}},
         {"node_comes_back", 2, 600, make_model<node_comes_back>, {"lost a race", "used again"}}});
}
