// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "fiber.h"

namespace cds_model {

namespace {
constexpr std::size_t stack_size = 512 * 1024;
}

void fiber::adopt_caller() noexcept { sanitizer_thread_ = sanitizers::current_thread(); }

void fiber::create(void (*entry)()) {
    stack_ = std::make_unique<char[]>(stack_size);
    bounds_ = {stack_.get(), stack_size};
    sanitizer_thread_ = sanitizers::create_thread();
    getcontext(&context_);
    context_.uc_stack.ss_sp = stack_.get();
    context_.uc_stack.ss_size = stack_size;
    context_.uc_link = nullptr;
    makecontext(&context_, entry, 0);
    // If AddressSanitizer found the stack here, each switch would clear all that it knows about it,
    // by a system call. It learns the bounds from before_switch().
    context_.uc_stack = {};
}

void fiber::entered(fiber& from) noexcept {
    sanitizers::after_switch(nullptr, from.stack_ ? nullptr : &from.bounds_);
}

void fiber::switch_to(fiber& to, sanitizers::switch_order order) noexcept {
    void* fake_stack = nullptr;
    sanitizers::become(to.sanitizer_thread_, order);
    sanitizers::before_switch(&fake_stack, to.bounds_);
    swapcontext(&context_, &to.context_);
    sanitizers::after_switch(fake_stack, nullptr);
}

void fiber::learn_from(fiber& from) noexcept {
    void* const here = sanitizers::current_thread();
    sanitizers::become(from.sanitizer_thread_, sanitizers::switch_order::none);
    sanitizers::become(sanitizer_thread_, sanitizers::switch_order::synchronizes);
    sanitizers::become(here, sanitizers::switch_order::none);
}

} // namespace cds_model
