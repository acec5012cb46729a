// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_DISPOSE_THREAD_H
#define CDSLIB_URCU_DISPOSE_THREAD_H

#include <cds/urcu/details/base.h>

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace cds::urcu {

/// A thread that disposes of what is in a buffer, in the order of grace periods: `m_nEpoch` of an
/// element says which one it waits for. The flavours here have another one inside the core; this
/// is for programs that use libcds's.
///
/// `Buffer` has `epoch_retired_ptr* front()` and `bool pop_front()`, for one consumer.
template <class Buffer>
class dispose_thread {
public:
    using buffer_type = Buffer;

    dispose_thread() = default;
    dispose_thread(dispose_thread const&) = delete;
    dispose_thread& operator=(dispose_thread const&) = delete;

    void start() {
        stopping_ = false;
        thread_ = std::thread([this] { run(); });
    }
    /// Disposes of what waits for epochs up to `epoch`, and ends the thread.
    void stop(Buffer& buffer, std::uint64_t epoch) {
        {
            std::unique_lock<std::mutex> guard(lock_);
            await_idle(guard);
            order(buffer, epoch);
            stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    /// Has the thread dispose of what waits for epochs up to `epoch`; if `wait`, until that is
    /// done.
    void dispose(Buffer& buffer, std::uint64_t epoch, bool wait) {
        std::unique_lock<std::mutex> guard(lock_);
        await_idle(guard);
        order(buffer, epoch);
        changed_.notify_all();
        if (wait)
            await_idle(guard);
    }

private:
    void await_idle(std::unique_lock<std::mutex>& guard) {
        changed_.wait(guard, [this] { return buffer_ == nullptr; });
    }
    void order(Buffer& buffer, std::uint64_t epoch) {
        buffer_ = &buffer;
        epoch_ = epoch;
    }

    void run() {
        std::unique_lock<std::mutex> guard(lock_);
        for (;;) {
            changed_.wait(guard, [this] { return buffer_ != nullptr || stopping_; });
            if (buffer_ == nullptr)
                return;
            guard.unlock();
            while (epoch_retired_ptr* const next = buffer_->front()) {
                if (next->m_nEpoch > epoch_)
                    break;
                next->free();
                buffer_->pop_front();
            }
            guard.lock();
            buffer_ = nullptr;
            changed_.notify_all();
        }
    }

    std::mutex lock_;
    std::condition_variable changed_;
    std::thread thread_;
    Buffer* buffer_ = nullptr; ///< null: the thread has nothing to do
    std::uint64_t epoch_ = 0;
    bool stopping_ = false;
};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_DISPOSE_THREAD_H
