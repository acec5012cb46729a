// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_QUEUE_USER_H
#define CDSLIB_TEST_MODEL_QUEUE_USER_H

#include "model_items.h"

// What the models of queues have in common: a queue whose items come back as soon as they are
// disposed of, and a history that must be linearizable.
namespace cds_model {

/// Of the traits of `Queue` the disposer is recycle<its items>.
template <class Queue>
class queue_user : public model {
    using spec = cds_test::queue_spec;

public:
    void finish() override {
        while (dequeue() != cds_test::nothing)
            continue;
        check_history<spec>(log_);
    }

protected:
    using element = typename Queue::value_type;

    void enqueue(long value) {
        log_.record(spec::enqueue, 0, value,
                    [&] { return queue_.enqueue(items_.take(value)) ? 1 : 0; });
    }
    long dequeue() {
        long const result = log_.record(spec::dequeue, 0, 0, [&] {
            long taken = cds_test::nothing;
            queue_.dequeue_with([&](element& e) { taken = e.value.get(); });
            return taken;
        });
        if (result == cds_test::nothing)
            reached("found empty");
        return result;
    }
    void clear() {
        log_.record(spec::clear, 0, 0, [&] { return queue_.clear(), 0; });
    }

    recorder log_;
    item_store<element> items_;
    fresh_domain domain_{3, int{Queue::c_nHazardPtrCount}};
    Queue queue_;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_QUEUE_USER_H
