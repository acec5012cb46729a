// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The heap with locks: every history is linearizable, and no push leaves a mark for which another
// one would wait for ever.

#include <cds/intrusive/mspriority_queue.h>

#include "model_items.h"

#include <algorithm>

namespace {

using namespace cds_model;

// The greatest comes out. Results: push 1; pop the number, or `nothing`.
struct spec {
    enum : int { push, pop };
    using state = std::vector<long>; // ascending

    static bool apply(state& items, cds_test::operation const& op) {
        if (op.code == push) {
            items.insert(std::upper_bound(items.begin(), items.end(), op.argument), op.argument);
            return op.result == 1;
        }
        if (items.empty())
            return op.result == cds_test::nothing;
        bool const right = items.back() == op.result;
        items.pop_back();
        return right;
    }
};

struct element {
    explicit element(long number) : content(number) {}
    shared<long> content;

    friend bool operator<(element const& a, element const& b) {
        return a.content.get() < b.content.get();
    }
};

struct traits : cds::intrusive::mspriority_queue::traits {
    using lock_type = cds::sync::spin_lock<cds::backoff::yield>;
    using back_off = cds::backoff::yield;
    using buffer = cds::opt::v::initialized_static_buffer<int, 16>;
};

class heap_user : public model {
public:
    void finish() override {
        for (long number : {1, 2, 3, 4}) // none of them waits for a mark
            push(number);
        while (pop() != cds_test::nothing)
            continue;
        check_history<spec>(log_);
    }

protected:
    void push(long number) {
        log_.record(spec::push, 0, number, [&] {
            return heap_.push(
                       *items_[current_fiber() + 1].emplace_back(std::make_unique<element>(number)))
                       ? 1
                       : 0;
        });
    }
    long pop() {
        long const result = log_.record(spec::pop, 0, 0, [&] {
            element* const greatest = heap_.pop();
            return greatest != nullptr ? greatest->content.get() : cds_test::nothing;
        });
        if (result == cds_test::nothing)
            reached("found empty");
        return result;
    }

    recorder log_;
    std::vector<std::unique_ptr<element>> items_[max_fibers + 1];
    cds::intrusive::MSPriorityQueue<element, traits> heap_{0};
};

class both_do_both : public heap_user {
public:
    both_do_both() {
        push(10);
        push(20);
    }
    void thread(unsigned self) override {
        pop();
        push(self == 0 ? 30 : 5);
        pop();
        reached("done");
    }
};

// Rising numbers travel to the root, and pops take the last place from under them.
class pushes_meet_pops : public heap_user {
public:
    pushes_meet_pops() {
        push(10);
        push(9);
        push(8);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            push(20);
            push(30);
        } else {
            pop();
            pop();
        }
        reached("done");
    }
};

// A push settles below an item that goes on up, and what comes down in its place is smaller.
class parent_under_way : public heap_user {
public:
    parent_under_way() { push(10); }
    void thread(unsigned self) override {
        if (self == 0) {
            push(30);
        } else {
            push(5);
            push(25);
        }
        reached("done");
    }
};

// Two pops move an item up while its push stands still below; others empty its old place and the
// one above that.
class left_behind : public heap_user {
public:
    left_behind() {
        for (long number : {100, 95, 90, 94, 80, 6, 70})
            push(number);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            push(50);
        } else {
            push(1);
            for (int i = 0; i != 6; ++i)
                pop();
        }
        reached("done");
    }
};

class three : public heap_user {
public:
    three() {
        push(10);
        push(9);
    }
    void thread(unsigned self) override {
        if (self == 0)
            push(20);
        pop();
        if (self == 1)
            push(5);
        else
            pop();
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"both_do_both", 2, 300, make_model<both_do_both>, {"done"}},
                    {"pushes_meet_pops", 2, 300, make_model<pushes_meet_pops>, {"done"}},
                    {"parent_under_way", 2, 300, make_model<parent_under_way>, {"done"}},
                    {"left_behind", 2, 400, make_model<left_behind>, {"done"}},
                    {"three", 3, 500, make_model<three>, {"found empty"}}});
}
