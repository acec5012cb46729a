// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The tagged pool of type-stable nodes: a node has one owner at a time, and inherits what the last
// one wrote. Without the tag a stalled pop takes a node that somebody owns (ABA).

#include <cds/gc/core/type_stable_pool.h>

#include "scheduler/explore.h"
#include "scheduler/shared.h"

namespace {

using namespace cds_model;
namespace core = cds::gc::core;

struct node : core::pooled {
    shared<int> uses{0};
    bool owned = false;
};

class pool_user : public model {
protected:
    node& take() {
        node* const n = pool_.acquire(core::memory_source{});
        check(n != nullptr, "no memory");
        check(!n->owned, "a node was handed out twice");
        n->owned = true;
        if (n->uses.get() != 0)
            reached("reused");
        n->uses.set(n->uses.get() + 1);
        return *n;
    }

    void give(node& n) {
        n.uses.set(n.uses.get() + 1);
        n.owned = false;
        pool_.release(n);
    }

    void all_are_free_once() {
        std::uint32_t const circulating = pool_.depth();
        for (std::uint32_t i = 0; i != circulating; ++i)
            check(pool_.try_acquire() != nullptr, "a node was lost");
        check(pool_.try_acquire() == nullptr, "a node stands on the stack twice");
    }

    core::type_stable_pool<node, core::no_payload, 1> pool_;
};

// A stalled pop against pops and pushes by another.
class pops_and_pushes : public pool_user {
public:
    pops_and_pushes() {
        node& a = take();
        node& b = take();
        give(b);
        give(a);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            node& a = take();
            node& b = take();
            give(a);
            node& c = take();
            give(b);
            give(c);
        } else {
            node& a = take();
            node& b = take();
            give(b);
            give(a);
        }
    }

    void finish() override {
        if (pool_.depth() > 2)
            concluded("grown");
        all_are_free_once();
    }
};

// trim() takes everything out and drops the top while others take, give and grow.
class trim_and_growth : public pool_user {
public:
    trim_and_growth() {
        node& a = take();
        node& b = take();
        give(b);
        give(a);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            trim();
            return;
        }
        for (int i = 0; i != 2; ++i) {
            node& a = take();
            if (i == 1)
                give(take());
            give(a);
        }
        if (self == 1)
            trim();
    }

    void finish() override {
        if (pool_.high_water() > 2)
            concluded("grown");
        all_are_free_once();
    }

private:
    void trim() {
        std::uint32_t const before = pool_.depth();
        pool_.trim([](node& n) {
            check(!n.owned, "trim took a node from its owner");
            return true; // it may go
        });
        if (pool_.depth() < before)
            reached("trimmed");
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"pops_and_pushes", 2, 1500, make_model<pops_and_pushes>, {"reused", "grown"}},
                    {"trim_and_growth",
                     3,
                     1500,
                     make_model<trim_and_growth>,
                     {"reused", "grown", "trimmed"}}});
}
