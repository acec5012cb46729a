// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// liburcu: the flavours memb and qsbr as readers (P2, P14), bp as the cheapest registration (P16).

#define _LGPL_SOURCE // lets the readers be inlined
#include <urcu/urcu-bp.h>
#include <urcu/urcu-memb.h>
#include <urcu/urcu-qsbr.h>

#include "../workload/placed.h"
#include "../workload/swap.h"

namespace {

struct object {
    int value = 1;
};

using word = std::atomic<object*>;

word& shared_word() { return bench::shared_word<word, object>(); }

struct memb {
    static void attach() { urcu_memb_register_thread(); }
    static void detach() { urcu_memb_unregister_thread(); }
    static void lock() { urcu_memb_read_lock(); }
    static void unlock() { urcu_memb_read_unlock(); }
    static void pause() {}
    static void synchronize() { urcu_memb_synchronize_rcu(); }
    // Only a qsbr thread has to say that it holds nothing while it waits.
    static void offline() {}
};

struct qsbr {
    static void attach() { urcu_qsbr_register_thread(); }
    static void detach() { urcu_qsbr_unregister_thread(); }
    static void lock() { urcu_qsbr_read_lock(); }
    static void unlock() { urcu_qsbr_read_unlock(); }
    static void pause() { urcu_qsbr_quiescent_state(); }
    static void synchronize() { urcu_qsbr_synchronize_rcu(); }
    static void offline() { urcu_qsbr_thread_offline(); }
};

template <class Flavour>
struct rcu {
    class reader {
    public:
        reader() { Flavour::attach(); }
        ~reader() { Flavour::detach(); }
        int read() {
            Flavour::lock();
            int const value = shared_.load(std::memory_order_acquire)->value;
            Flavour::unlock();
            return value;
        }
        void pause() { Flavour::pause(); }

    private:
        word const& shared_ = shared_word();
    };

    class writer {
    public:
        writer() {
            Flavour::attach();
            Flavour::offline();
        }
        ~writer() { Flavour::detach(); }
        void replace(int value) {
            auto* const old = shared_.exchange(new object{value}, std::memory_order_acq_rel);
            Flavour::synchronize();
            delete old;
        }

    private:
        word& shared_ = shared_word();
    };
};

template <class Flavour>
void read_lock_and_read(benchmark::State& state) {
    typename rcu<Flavour>::reader reader;
    for (auto _ : state)
        bench::consume(reader.read());
}

void register_and_unregister(benchmark::State& state) {
    for (auto _ : state) {
        urcu_bp_register_thread();
        urcu_bp_unregister_thread();
    }
}

[[maybe_unused]] bool const registered =
    bench::register_swap<rcu<memb>>("urcu_memb") && bench::register_swap<rcu<qsbr>>("urcu_qsbr");

} // namespace

BENCHMARK(read_lock_and_read<memb>)->Name("P2/urcu_memb")->UseRealTime();
BENCHMARK(read_lock_and_read<qsbr>)->Name("P2/urcu_qsbr")->UseRealTime();
BENCHMARK(register_and_unregister)->Name("P16/urcu_bp")->UseRealTime();
