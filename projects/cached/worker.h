// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_CACHED_WORKER_H
#define CDSLIB_PROJECTS_CACHED_WORKER_H

#include "connection.h"
#include "descriptor.h"
#include "shared.h"
#include "sweeper.h"

#include <cds/algo/atomic.h>
#include <cds/container/msqueue.h>

#include <cstdint>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

namespace cached {

/// A thread with an event loop. It serves its clients from the first byte to the last, and shares
/// nothing with the other loops but the keys. The acceptor hands new clients over by a queue.
class worker {
public:
    /// Begins at once. Throws std::system_error.
    worker(shared& all, worker_figures& mine, std::uint64_t number);
    /// Ends the thread at once, unless join() has seen it end.
    ~worker();

    /// \name For the acceptor
    ///@{
    /// Hands a connected socket over. Throws std::bad_alloc.
    void serve(int socket);
    /// The thread answers what has arrived, gives clients until `deadline` to take it, and ends.
    void drain(instant deadline);
    /// Waits until the thread has ended, which it does after drain().
    void join() { thread_.join(); }
    ///@}

private:
    void run();
    void greet();
    void on_event(connection& c, std::uint32_t events, instant now);
    void tick(instant now);
    void begin_to_drain(instant now);
    [[nodiscard]] bool arm(connection& c, int operation, connection::wish wanted);
    void comply(connection& c, connection::wish wanted);
    void wake();
    void account_held(instant now);

    shared& all_;
    worker_figures& mine_;
    descriptor const poll_;
    descriptor const bell_; ///< rings when there is something in the inbox, or to drain
    cds::container::MSQueue<gc, int> inbox_;
    atomics::atomic<instant> drain_until_{0};
    bool drains_ = false;
    std::uint64_t const number_;
    std::unique_ptr<sweeper> room_;
    std::unordered_map<int, std::unique_ptr<connection>> clients_;
    std::vector<char> scratch_;
    std::jthread thread_; ///< the last member: it uses the others
};

} // namespace cached

#endif // #ifndef CDSLIB_PROJECTS_CACHED_WORKER_H
