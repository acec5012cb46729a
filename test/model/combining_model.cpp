// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Flat combining: one combiner at a time, who sees the arguments and whose results are seen, while
// records leave the publication list, come back to it, and change their owners.

#include <cds/os/thread.h>

#include "scheduler/explore.h"
#include "scheduler/shared.h"

#include <atomic>

#include <sched.h>

// A fiber is a thread to the kernel. These identities fall into the same chain of records.
namespace cds::OS {
inline ThreadId get_current_fiber_id() noexcept {
    constexpr ThreadId in_one_chain[] = {1, 22, 43, 56};
    return in_one_chain[cds_model::current_fiber() + 1];
}
} // namespace cds::OS
#define get_current_thread_id get_current_fiber_id
#include <cds/algo/flat_combining.h>
#undef get_current_thread_id

namespace {

using namespace cds_model;
namespace fc = cds::algo::flat_combining;

struct telling_stat : fc::empty_stat {
    static void onDeactivatePubRecord() { reached("left the list"); }
    static void onActivatePubRecord() { reached("came into the list"); }
    static void onPassiveToCombiner() { reached("became the combiner"); }
};

/// Who gives the lock up looks for somebody who waits, without the lock, and touches that record.
struct by_notice {
    template <class Record>
    struct make_publication_record {
        struct type : Record {
            shared<int> built{1};
        };
    };
    template <class Record>
    static void prepare(Record&) {}
    template <class Kernel, class Record>
    static bool wait(Kernel&, Record&) {
        sched_yield();
        return false;
    }
    template <class Kernel, class Record>
    static void notify(Kernel&, Record& record) {
        check(record.built.get() == 1, "a record is noticed that is not built");
    }
    template <class Kernel>
    static void wakeup(Kernel& kernel) {
        kernel.wakeup_any();
    }
};

/// A sum. Each operation adds one and yields what the sum was before.
template <class Wait>
class sum_model : public model {
public:
    static constexpr unsigned op_add = fc::req_Operation;
    struct record : fc::publication_record {
        shared<int> operand;
        shared<int> result;
        int asker = -1;
    };
    struct traits : fc::traits {
        using wait_strategy = Wait;
        using stat = telling_stat;
    };
    using kernel = fc::kernel<record, traits>;

    void finish() override {
        check(sum_.get() == expected_, "an addition was lost");
        for (int i = 0; i != expected_; ++i)
            check(seen_[i] == 1, "two additions had the same result");
    }

    void fc_apply(record* rec) {
        check(!inside_, "two are the combiner");
        inside_ = true;
        add(rec->operand.get(), [rec](int before) { rec->result.set(before); });
        if (rec->asker != current_fiber())
            reached("done by another");
        inside_ = false;
    }
    template <class Iterator>
    void fc_process(Iterator it, Iterator end) {
        for (; it != end; ++it) {
            fc_apply(&*it);
            kernel_.operation_done(*it);
        }
    }

protected:
    template <bool Batch>
    void add_one() {
        auto* const own = kernel_.acquire_record();
        own->operand.set(1);
        own->asker = current_fiber();
        if constexpr (Batch)
            kernel_.batch_combine(op_add, own, *this);
        else
            kernel_.combine(op_add, own, *this);
        note(own->result.get());
        if (last_of_[current_fiber()] && last_of_[current_fiber()] != own)
            reached("had another record");
        last_of_[current_fiber()] = own;
        kernel_.release_record(own);
    }
    void add_at_once() {
        int before = -1;
        auto const operation = [&] { add(1, [&](int sum) { before = sum; }); };
        if (kernel_.try_combine(operation, *this))
            note(before);
        else
            add_one<false>();
    }

    kernel kernel_{1, 2};
    shared<int> sum_{0};
    std::atomic<int> expected_{0};

private:
    template <class F>
    void add(int operand, F result) {
        result(sum_.get());
        sum_.set(sum_.get() + operand);
    }
    void note(int before) {
        // relaxed: accounts, which order nobody
        expected_.fetch_add(1, std::memory_order_relaxed);
        check(before >= 0 && before < 9, "a result that cannot be");
        seen_[before].fetch_add(1, std::memory_order_relaxed);
    }

    bool inside_ = false;
    std::atomic<int> seen_[9]{};
    record* last_of_[max_fibers]{};
};

using yielding = fc::wait_strategy::backoff<cds::backoff::yield>;

class one_by_one : public sum_model<yielding> {
public:
    void thread(unsigned) override {
        for (int i = 0; i != 3; ++i)
            add_one<false>();
    }
};

class in_batches : public sum_model<yielding> {
public:
    void thread(unsigned) override {
        for (int i = 0; i != 2; ++i)
            add_one<true>();
    }
};

// Some do not publish where they need not, so that the others' records grow old.
class at_once : public sum_model<yielding> {
public:
    void thread(unsigned self) override {
        for (int i = 0; i != 3; ++i)
            self == 0 ? add_at_once() : add_one<false>();
    }
};

class noticed : public sum_model<by_notice> {
public:
    void thread(unsigned self) override {
        for (int i = 0; i != 2; ++i)
            self == 0 ? add_at_once() : add_one<false>();
    }
};

// Exclusive access beside operations.
class exclusive : public sum_model<yielding> {
public:
    void thread(unsigned self) override {
        if (self != 0)
            return add_one<false>();
        kernel_.invoke_exclusive([&] { sum_.set(sum_.get()); });
        add_one<false>();
    }
};

} // namespace

int main(int argc, char** argv) {
    std::vector<char const*> const all{"done by another", "became the combiner",
                                       "came into the list", "left the list", "had another record"};
    return explore(
        argc, argv,
        {{"one_by_one", 2, 400, make_model<one_by_one>, all},
         {"in_batches", 3, 400, make_model<in_batches>, all},
         {"at_once", 3, 400, make_model<at_once>, all},
         {"noticed", 3, 400, make_model<noticed>, all},
         {"exclusive", 3, 200, make_model<exclusive>, {"done by another", "became the combiner"}}});
}
