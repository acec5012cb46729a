// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Concurrency Kit: retiring through its epochs, and registration with its hazard pointers.

extern "C" {
#include <ck_epoch.h>
#include <ck_hp.h>
}

#include "../workload/retire.h"
#include "../workload/stall.h"

#include <cstdlib>

namespace {

ck_epoch_t& epoch() {
    static ck_epoch_t& it = []() -> ck_epoch_t& {
        auto& fresh = *new ck_epoch_t;
        ck_epoch_init(&fresh);
        return fresh;
    }();
    return it;
}

// A thread's record; ck keeps records for ever, and gives released ones out again.
class epoch_thread {
public:
    epoch_thread() : record_(ck_epoch_recycle(&epoch(), nullptr)) {
        if (record_ != nullptr)
            return;
        record_ = static_cast<ck_epoch_record_t*>(
            std::aligned_alloc(alignof(ck_epoch_record_t), sizeof(ck_epoch_record_t)));
        ck_epoch_register(&epoch(), record_, nullptr);
    }

    ~epoch_thread() {
        ck_epoch_barrier(record_);
        ck_epoch_unregister(record_);
    }

    epoch_thread(epoch_thread const&) = delete;
    epoch_thread& operator=(epoch_thread const&) = delete;

    // Polls once per batch, as a program that wants its memory back would.
    void defer(ck_epoch_entry_t& entry, ck_epoch_cb_t* call) {
        ck_epoch_call(record_, &entry, call);
        if (++deferred_ % 256 == 0)
            ck_epoch_poll(record_);
    }

    ck_epoch_record_t* record() { return record_; }
    void wait() { ck_epoch_barrier(record_); }

private:
    ck_epoch_record_t* record_;
    unsigned deferred_ = 0;
};

struct epochs {
    using thread_scope = epoch_thread;

    struct cell {
        ck_epoch_entry_t entry; // first: the callback gets its address
        bool pending = false;
    };

    static void release_cell(ck_epoch_entry_t* entry) {
        reinterpret_cast<cell*>(entry)->pending = false;
    }

    static void retire_unfreed(thread_scope& thread, cell& c) {
        if (c.pending)
            thread.wait();
        c.pending = true;
        thread.defer(c.entry, release_cell);
    }

    struct words {
        std::uint64_t of[4] = {};
    };

    template <class Payload>
    struct object {
        ck_epoch_entry_t entry; // first: the callback gets its address
        Payload payload;
    };

    template <class Payload>
    static void delete_object(ck_epoch_entry_t* entry) {
        delete reinterpret_cast<object<Payload>*>(entry);
    }

    template <class Payload = words>
    static void retire_new(thread_scope& thread) {
        thread.defer((new object<Payload>)->entry, delete_object<Payload>);
    }

    // Epochs have no guards: an idle thread is one more record to look at.
    struct many_guards {
        explicit many_guards(thread_scope&) {}
    };

    class stalled_reader {
    public:
        explicit stalled_reader(thread_scope& thread) : record_(thread.record()) {
            ck_epoch_begin(record_, nullptr);
        }
        ~stalled_reader() { ck_epoch_end(record_, nullptr); }
        stalled_reader(stalled_reader const&) = delete;
        stalled_reader& operator=(stalled_reader const&) = delete;

    private:
        ck_epoch_record_t* record_;
    };
};

void register_and_unregister(benchmark::State& state) {
    static ck_hp_t& hp = *new ck_hp_t;
    ck_hp_init(&hp, 4, 1024, [](void*) {});
    auto* record = new ck_hp_record_t;
    void* pointers[4] = {};
    ck_hp_register(&hp, record, pointers);
    for (auto _ : state) {
        ck_hp_unregister(record);
        record = ck_hp_recycle(&hp);
    }
    ck_hp_unregister(record);
}

[[maybe_unused]] bool const registered = bench::register_retire_cells<epochs>("ck_epoch") &&
                                         bench::register_retire_objects<epochs>("ck_epoch");

} // namespace

BENCHMARK(register_and_unregister)->Name("P16/ck_hp")->UseRealTime();
