// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// SCQueue: every history is that of a queue which may refuse, and values are handed over by the
// rings of numbers alone. The capacity is two.

#include <cds/container/sc_queue.h>

#include "model_items.h"

namespace {

using namespace cds_model;
using spec = cds_test::refusing_queue_spec;

// A value whose every access is checked.
struct value {
    explicit value(long number) : content(number) {}
    ~value() { content.end(); }

    shared<long> content;
};

class queue_user : public model {
public:
    void finish() override {
        while (take() != cds_test::nothing)
            continue;
        check_history<spec>(log_);
        check(queue_.emplace(1) && queue_.emplace(2), "a cell was lost");
        check(!queue_.emplace(3), "there are more cells than there were");
    }

protected:
    void put(long number) {
        if (log_.record(spec::put, 0, number, [&] { return queue_.emplace(number) ? 1 : 0; }) == 0)
            reached("refused");
    }
    long take() {
        long const result = log_.record(spec::take, 0, 0, [&] {
            long taken = cds_test::nothing;
            queue_.dequeue_with([&](value& v) { taken = v.content.get(); });
            return taken;
        });
        if (result == cds_test::nothing)
            reached("found empty");
        return result;
    }
    void look() {
        log_.record(spec::empty, 0, 0, [&] { return queue_.empty() ? 1 : 0; });
    }

    recorder log_;
    cds::container::SCQueue<value> queue_{2};
};

class both_do_both : public queue_user {
public:
    both_do_both() { put(1); }
    void thread(unsigned self) override {
        take();
        put(10 * (self + 1L));
        look();
        take();
        put(10 * (self + 1L) + 1);
        take();
    }
};

class producers_and_consumer : public queue_user {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self == 2)
                take();
            else
                put(10 * (self + 1L) + i);
    }
};

class producer_and_consumers : public queue_user {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self == 2)
                put(20 + i);
            else
                take();
    }
};

class looks : public queue_user {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            look();
            take();
            put(30);
            look();
        } else {
            put(10 * (self + 1L));
            take();
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"both_do_both", 2, 400, make_model<both_do_both>, {"found empty"}},
         {"producers_and_consumer", 3, 400, make_model<producers_and_consumer>, {"refused"}},
         {"producer_and_consumers", 3, 400, make_model<producer_and_consumers>, {"found empty"}},
         {"looks", 3, 400, make_model<looks>, {"found empty"}}});
}
