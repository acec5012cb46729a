// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The ring of one producer and one consumer: a bounded queue, of values and of records.

#include <cds/container/weak_ringbuffer.h>

#include "model_items.h"

namespace {

using namespace cds_model;
using spec = cds_test::bounded_queue_spec<2>;

struct value {
    explicit value(long number) : content(number) {}
    ~value() { content.end(); }

    shared<long> content;
};

class values : public model {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 5; ++i)
            if (self == 0)
                enqueue(10 + i);
            else
                dequeue();
    }

    void finish() override {
        while (dequeue() != cds_test::nothing)
            continue;
        check_history<spec>(log_);
    }

private:
    void enqueue(long number) {
        if (log_.record(spec::enqueue, 0, number, [&] { return ring_.emplace(number) ? 1 : 0; }) ==
            0)
            reached("found full");
        check(ring_.size() <= ring_.capacity(), "more values than cells");
    }
    long dequeue() {
        long const result = log_.record(spec::dequeue, 0, 0, [&] {
            value* const oldest = ring_.front();
            long const taken = oldest != nullptr ? oldest->content.get() : cds_test::nothing;
            check(oldest == nullptr || ring_.pop_front(), "the front has gone");
            return taken;
        });
        if (result == cds_test::nothing)
            reached("found empty");
        return result;
    }

    recorder log_;
    cds::container::WeakRingBuffer<value> ring_{2};
};

// Batches arrive whole.
class batches : public model {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 6; ++i)
            if (self == 0) {
                long const pair[2] = {next_, next_ + 1};
                if (ring_.push(pair, 2))
                    next_ += 2;
                else
                    reached("found full");
            } else {
                take();
            }
    }

    void finish() override {
        while (take())
            continue;
        check(taken_ == next_, "a value was lost");
    }

private:
    bool take() {
        long pair[2] = {};
        if (!ring_.pop(pair, 2, [](long& to, value& from) { to = from.content.get(); }))
            return reached("found empty"), false;
        check(pair[0] == taken_ && pair[1] == taken_ + 1, "out of order");
        taken_ += 2;
        return true;
    }

    long next_ = 0;
    long taken_ = 0;
    cds::container::WeakRingBuffer<value> ring_{4};
};

// A third thread only looks: it never sees more than there is room for.
class onlooker : public model {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 4; ++i)
            if (self == 0)
                ring_.emplace(i);
            else if (self == 1)
                ring_.pop_front();
            else
                check(ring_.size() <= ring_.capacity(), "more values than cells");
        if (self == 2)
            reached("looked");
    }

private:
    cds::container::WeakRingBuffer<value> ring_{2};
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"values", 2, 600, make_model<values>, {"found full", "found empty"}},
                    {"batches", 2, 600, make_model<batches>, {"found full", "found empty"}},
                    {"onlooker", 3, 300, make_model<onlooker>, {"looked"}}});
}
