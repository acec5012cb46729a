// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_SCHEDULER_FIBER_H
#define CDSLIB_TEST_MODEL_SCHEDULER_FIBER_H

#include <ucontext.h>

#include <memory>

#include "sanitizers.h"

namespace cds_model {

// A flow of control with a stack of its own inside the one OS thread. A fiber lives as long as the
// process: its entry function loops over one job per run.
class fiber {
public:
    fiber() = default;
    fiber(fiber const&) = delete;
    fiber& operator=(fiber const&) = delete;

    // The calling thread itself becomes a fiber, so that others can switch back to it.
    void adopt_caller() noexcept;
    void create(void (*entry)());

    // First statement of an entry function.
    void entered(fiber& from) noexcept;
    void switch_to(fiber& to, sanitizers::switch_order order) noexcept;

    // Order for ThreadSanitizer without running: all of `from`'s past is known to `this`.
    void learn_from(fiber& from) noexcept;

private:
    ucontext_t context_{};
    std::unique_ptr<char[]> stack_;
    sanitizers::stack_bounds bounds_;
    void* sanitizer_thread_ = nullptr;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_SCHEDULER_FIBER_H
