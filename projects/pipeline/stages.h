// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_PIPELINE_STAGES_H
#define CDSLIB_PROJECTS_PIPELINE_STAGES_H

#include "block.h"
#include "files.h"
#include "gzip.h"
#include "options.h"

#include <cds/container/waiting.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace pipeline {

/// The stages of the program, and the queues between them. `Queue` is one of shared/queues.h, of
/// pointers to blocks.
///
///     stock --> reader --> to_pack --> packer --> to_write --> writer --> stock
///                                  --> packer -->
///                                  --> packer -->
///
/// Each stage waits where there is nothing for it to do: a queue that is `waiting` has it sleep.
///
/// **Back-pressure.** The blocks go round, and no more are made. Where the output is slow, they are
/// all on their way sooner or later, and the reader sleeps until the writer puts one back. A queue
/// that is bounded holds fewer than all of them, and has the reader sleep when it is full.
///
/// **Order.** Packers overtake one another, so the writer keeps a block until its turn has come.
/// That needs no more room than there are blocks: the numbers of those on their way are next to one
/// another.
///
/// **The end.** Who has put the last block into a queue closes it. Those behind take what is left,
/// are then told that nothing will come, and close the queue behind them.
///
/// **Failure.** What a stage throws ends that stage, is kept, and closes all queues. Then nobody
/// sleeps any longer, nothing can be put any more, and all stages end.
template <class Queue>
class stages {
    using queue = cds::container::waiting<Queue>;

public:
    stages(options const& opt, input& from, gzip_writer& to)
        : level_(opt.level),
          packers_(opt.threads),
          from_(from),
          to_(to),
          blocks_(blocks_for(opt)),
          block_size_(opt.block_size()),
          stock_(blocks_.size()),
          to_pack_(2 * std::size_t{opt.threads}),
          to_write_(2 * std::size_t{opt.threads}) {}

    /// How many blocks go round: so many that both queues can be full while each stage has one.
    static std::size_t blocks_for(options const& opt) { return 5 * std::size_t{opt.threads} + 2; }

    /// Packs all. Throws what the first stage that failed has thrown, when all have ended.
    void run() {
        for (block& b : blocks_)
            stock_.push(&b);
        unless_it_fails([this] {
            std::jthread const writer([this] { unless_it_fails([this] { write(); }); });
            closed_at_last const no_more_to_write{to_write_};
            std::vector<std::jthread> packers;
            closed_at_last const no_more_to_pack{to_pack_};
            for (unsigned i = 0; i < packers_; ++i)
                packers.emplace_back([this] { unless_it_fails([this] { pack(); }); });
            read();
        }); // upwards: closes to_pack, joins the packers, closes to_write, joins the writer
        if (failure_)
            std::rethrow_exception(failure_);
        to_.end();
    }

private:
    struct closed_at_last {
        queue& which;
        ~closed_at_last() { which.close(); }
    };

    void read() {
        bytes before;
        for (std::uint64_t number = 0;; ++number) {
            std::optional<block*> const unused = stock_.pop();
            if (!unused)
                return; // a stage has failed
            block& b = **unused;
            b.number = number;
            b.before.swap(before);
            b.text.resize(block_size_);
            b.text.resize(from_.read(b.text));
            before.assign(b.text.end() - std::min(std::ptrdiff_t{window}, std::ssize(b.text)),
                          b.text.end());
            if (b.text.empty() || !to_pack_.push(&b))
                return;
        }
    }

    void pack() {
        packer mine(level_);
        while (std::optional<block*> const b = to_pack_.pop()) {
            mine.pack(**b);
            if (!to_write_.push(*b))
                return;
        }
    }

    void write() {
        std::vector<block*> early(blocks_.size()); // each at its number modulo the size
        std::uint64_t next = 0;
        to_.begin();
        while (std::optional<block*> const packed = to_write_.pop()) {
            early[(*packed)->number % early.size()] = *packed;
            while (block* const b = std::exchange(early[next % early.size()], nullptr)) {
                to_.append(*b);
                stock_.push(b);
                ++next;
            }
        }
    }

    template <class Stage>
    void unless_it_fails(Stage stage) noexcept {
        try {
            stage();
        } catch (...) {
            {
                std::lock_guard const lock(failing_);
                if (!failure_)
                    failure_ = std::current_exception();
            }
            for (queue* const each : {&stock_, &to_pack_, &to_write_})
                each->close();
        }
    }

    unsigned const level_;
    unsigned const packers_;
    input& from_;
    gzip_writer& to_;

    std::vector<block> blocks_;
    std::size_t const block_size_;
    queue stock_;
    queue to_pack_;
    queue to_write_;

    std::mutex failing_;
    std::exception_ptr failure_;
};

} // namespace pipeline

#endif // #ifndef CDSLIB_PROJECTS_PIPELINE_STAGES_H
