// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_VALUE_QUEUE_USER_H
#define CDSLIB_TEST_MODEL_VALUE_QUEUE_USER_H

#include "model_items.h"

// What the models of queues of values have in common: values whose every access is checked, and a
// history that must be linearizable.
namespace cds_model {

struct checked_value {
    explicit checked_value(long number) : content(number) {}
    ~checked_value() { content.end(); }

    shared<long> content;
};

/// The values of `Queue` have the members of checked_value.
template <class Queue, class Spec>
class value_queue_user : public model {
public:
    void finish() override {
        while (dequeue() != cds_test::nothing)
            continue;
        check_history<Spec>(log_);
    }

protected:
    using element = typename Queue::value_type;

    value_queue_user() = default;
    explicit value_queue_user(std::size_t capacity) : queue_(capacity) {}

    void enqueue(long number) {
        if (log_.record(Spec::put, 0, number, [&] { return queue_.emplace(number) ? 1 : 0; }) == 0)
            reached("refused");
    }
    long dequeue() {
        long const result = log_.record(Spec::take, 0, 0, [&] {
            long taken = cds_test::nothing;
            queue_.dequeue_with([&](element& v) { taken = v.content.get(); });
            return taken;
        });
        if (result == cds_test::nothing)
            reached("found empty");
        return result;
    }
    void look() {
        log_.record(Spec::empty, 0, 0, [&] { return queue_.empty() ? 1 : 0; });
    }

    recorder log_;
    Queue queue_;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_VALUE_QUEUE_USER_H
