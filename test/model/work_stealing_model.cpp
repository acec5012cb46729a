// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The deque of which others steal: its owner and a thief agree on the last value, a thief knows
// what the owner did before it pushed, and a buffer that was outgrown stays while a thief looks at
// it.

#include <cds/container/work_stealing_deque.h>
#include <cds_test/deque_spec.h>

#include "model_items.h"

#include <cstddef>

namespace {

using namespace cds_model;
using spec = cds_test::stealing_spec;

// What is pushed is a pointer: who takes it reads what the owner has written there.
using job = shared<long>;

class deque_user : public model {
public:
    void finish() override {
        while (pop() != cds_test::nothing)
            continue;
        check_history<spec>(log_);
    }

protected:
    void push(long value) {
        log_.record(spec::push, 0, value, [&] {
            job& next = jobs_[pushed_++];
            next.set(value);
            return deque_.push(&next);
        });
    }
    long pop() {
        return log_.record(spec::pop, 0, 0, [&] { return done(deque_.pop()); });
    }
    long steal() {
        long const result = log_.record(spec::steal, 0, 0, [&] { return done(deque_.steal()); });
        reached(result == cds_test::nothing ? "nothing to steal" : "stolen");
        return result;
    }

    fresh_domain domain_{3, 2};

private:
    static long done(std::optional<job*> taken) {
        if (!taken)
            return cds_test::nothing;
        long const value = (*taken)->get();
        (*taken)->end(); // nobody else has it
        return value;
    }

    recorder log_;
    job jobs_[8];
    std::size_t pushed_ = 0;
    cds::container::WorkStealingDeque<gc, job*> deque_{2};
};

// Who comes last: the owner or one of two thieves?
class last_value : public deque_user {
public:
    last_value() { push(1); }
    void thread(unsigned self) override {
        if (self == 0) {
            push(2);
            pop();
            pop();
        } else {
            steal();
        }
    }
};

// The owner takes values back that a thief may have seen.
class up_and_down : public deque_user {
public:
    void thread(unsigned self) override {
        if (self == 0)
            for (long i = 0; i != 3; ++i) {
                push(10 + i);
                pop();
            }
        else
            for (int i = 0; i != 2; ++i)
                steal();
    }
};

// The buffer is outgrown and gone while a thief is slow in it.
class growing : public deque_user {
public:
    growing() {
        push(1);
        push(2);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            push(3);
            gc::scan();
            push(4);
            push(5);
            gc::scan();
        } else {
            steal();
            steal();
        }
    }
};

// Slots are used again when thieves have left them.
class round_and_round : public deque_user {
public:
    round_and_round() {
        push(1);
        push(2);
        steal();
        steal();
    }
    void thread(unsigned self) override {
        if (self == 0) {
            push(3);
            push(4);
            pop();
            push(5);
        } else {
            steal();
            steal();
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    std::vector<char const*> const both{"stolen", "nothing to steal"};
    return explore(argc, argv,
                   {{"last_value", 3, 600, make_model<last_value>, both},
                    {"up_and_down", 3, 600, make_model<up_and_down>, both},
                    {"growing", 3, 600, make_model<growing>, {"stolen"}},
                    {"round_and_round", 3, 600, make_model<round_and_round>, both}});
}
