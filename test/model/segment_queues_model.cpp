// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Queues of segments: what happens where a segment is used up, while somebody is slow in it. The
// segments have two cells.

#include <cds/container/faa_queue.h>
#include <cds/intrusive/segmented_queue.h>
#include <cds_test/segment_queue_types.h>
#include <cds_test/segmented_spec.h>

#include "model_items.h"

#include <cstddef>

namespace {

using namespace cds_model;

// --- The queues ----------------------------------------------------------------------------------

// Of the events of both: a producer whose cell was given up, and a segment that was left.
template <class Empty>
struct telling : Empty {
    void onEnqueueRace() const { reached("lost a cell"); }
    void onPushContended() const { reached("lost a cell"); }
    void onSegmentDeleted() const { reached("left a segment"); }
};

// A value whose every access is checked, also while it is moved.
struct value {
    explicit value(long number) : content(number) {}
    value(value&& other) noexcept : content(other.content.get()) {}
    ~value() { content.end(); }

    shared<long> content;
};

struct ticket_traits : cds::container::faa_queue::traits {
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using stat = telling<cds::container::faa_queue::empty_stat>;
    static constexpr std::size_t segment_size = 2;
    static constexpr unsigned patience = 0;
};

class tickets {
public:
    using spec = cds_test::queue_spec;

    long enqueue(long number) { return queue_.emplace(number) ? 1 : 0; }
    long dequeue() {
        long taken = cds_test::nothing;
        queue_.dequeue_with([&](value& v) {
            taken = v.content.get();
            scheduling_point();
            check(v.content.get() == taken, "a value changed in the hand of its consumer");
        });
        return taken;
    }
    bool empty() const { return queue_.empty(); }

private:
    fresh_domain domain_{3, 2};
    cds::container::FAAQueue<gc, value, ticket_traits> queue_;
};

struct no_node {};
using object_item = item<no_node>;

struct cell_traits : cds::intrusive::segmented_queue::traits {
    using disposer = recycle<object_item>;
    using stat = telling<cds::intrusive::segmented_queue::empty_stat>;
    using permutation_generator = cds_test::segment_queue_types::in_order;
};

class cells {
public:
    using spec = cds_test::segmented_spec<2>;

    long enqueue(long number) { return queue_.enqueue(items_.take(number)) ? 1 : 0; }
    long dequeue() {
        long taken = cds_test::nothing;
        queue_.dequeue_with([&](object_item& i) {
            taken = i.value.get();
            scheduling_point();
            check(i.value.get() == taken, "an object changed under its guard");
        });
        return taken;
    }
    bool empty() const { return queue_.empty(); }

private:
    item_store<object_item> items_;
    fresh_domain domain_{3, 3};
    cds::intrusive::SegmentedQueue<gc, object_item, cell_traits> queue_{2};
};

// --- Who meets -----------------------------------------------------------------------------------

template <class Queue>
class user : public model {
public:
    using spec = typename Queue::spec;

    void finish() override {
        while (dequeue() != cds_test::nothing)
            continue;
        check_history<spec>(log_);
    }

protected:
    void enqueue(long number) {
        log_.record(spec::put, 0, number, [&] { return queue_.enqueue(number); });
    }
    long dequeue() {
        long const result = log_.record(spec::take, 0, 0, [&] { return queue_.dequeue(); });
        if (result == cds_test::nothing)
            reached("found empty");
        return result;
    }
    void look() {
        log_.record(spec::empty, 0, 0, [&] { return queue_.empty(); });
    }

    recorder log_;
    Queue queue_;
};

// A producer is slow in a segment that others fill, empty and leave.
template <class Queue>
class slow_producer : public user<Queue> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            this->enqueue(10);
        } else if (self == 1) {
            for (long i = 0; i != 3; ++i)
                this->enqueue(20 + i);
        } else {
            for (int i = 0; i != 3; ++i)
                this->dequeue();
            gc::scan();
        }
    }
};

// A consumer asks again and again, and somebody looks, while values come.
template <class Queue>
class poller : public user<Queue> {
public:
    void thread(unsigned self) override {
        for (long i = 0; i != 3; ++i)
            if (self == 0)
                this->enqueue(10 + i);
            else if (self == 1)
                this->dequeue();
            else
                this->look();
    }
};

// Consumers and a producer at the border of two segments; one may still be in the first when it
// is retired and gone.
template <class Queue>
class border : public user<Queue> {
public:
    border() {
        this->enqueue(1);
        this->enqueue(2);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            this->dequeue();
            this->dequeue();
        } else if (self == 1) {
            this->dequeue();
            this->enqueue(20);
            gc::scan();
            this->look();
        } else {
            this->enqueue(30);
            this->enqueue(31);
            this->dequeue();
        }
    }
};

template <class Queue>
class both_do_both : public user<Queue> {
public:
    both_do_both() { this->enqueue(1); }
    void thread(unsigned self) override {
        this->dequeue();
        this->enqueue(10 * (self + 1L));
        this->look();
        this->dequeue();
        this->enqueue(10 * (self + 1L) + 1);
        gc::scan();
        this->dequeue();
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"faa/slow_producer", 3, 300, make_model<slow_producer<tickets>>, {"left a segment"}},
         {"faa/poller", 3, 300, make_model<poller<tickets>>, {"found empty", "lost a cell"}},
         {"faa/border", 3, 300, make_model<border<tickets>>, {"left a segment"}},
         {"faa/both_do_both",
          2,
          300,
          make_model<both_do_both<tickets>>,
          {"found empty", "left a segment", "lost a cell"}},
         {"segmented/slow_producer", 3, 300, make_model<slow_producer<cells>>, {"left a segment"}},
         {"segmented/poller", 3, 300, make_model<poller<cells>>, {"found empty"}},
         {"segmented/border", 3, 300, make_model<border<cells>>, {"left a segment"}},
         {"segmented/both_do_both",
          2,
          300,
          make_model<both_do_both<cells>>,
          {"found empty", "left a segment", "disposed"}}});
}
