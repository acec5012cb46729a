// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The flavours of liburcu.

#define _LGPL_SOURCE // lets the readers be inlined
#include <urcu/urcu-bp.h>
#include <urcu/urcu-mb.h>
#include <urcu/urcu-memb.h>
#include <urcu/urcu-qsbr.h>

#include "workload.h"

namespace {

struct object {
    int value = 0;
};

std::atomic<object*>& current() { return bench::shared_word<std::atomic<object*>, object>(); }

#define EXISTENCE_FLAVOUR(NAME, PAUSE, OFFLINE)                        \
    struct NAME {                                                      \
        static void attach() { urcu_##NAME##_register_thread(); }      \
        static void detach() { urcu_##NAME##_unregister_thread(); }    \
        static void lock() { urcu_##NAME##_read_lock(); }              \
        static void unlock() { urcu_##NAME##_read_unlock(); }          \
        static void synchronize() { urcu_##NAME##_synchronize_rcu(); } \
        static void pause() { PAUSE; }                                 \
        static void offline() { OFFLINE; }                             \
    }

EXISTENCE_FLAVOUR(memb, , );
EXISTENCE_FLAVOUR(mb, , );
EXISTENCE_FLAVOUR(bp, , );
EXISTENCE_FLAVOUR(qsbr, urcu_qsbr_quiescent_state(), urcu_qsbr_thread_offline());

template <class Flavour>
struct rcu {
    struct reader {
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
        std::atomic<object*> const& shared_ = current();
    };
    struct writer {
        writer() {
            Flavour::attach();
            Flavour::offline();
        }
        ~writer() { Flavour::detach(); }
        void replace(int value) {
            auto* const old = current().exchange(new object{value}, std::memory_order_acq_rel);
            Flavour::synchronize();
            delete old;
        }
    };
};

// Many writers at once wait for readers that dwell.
struct memb_wait : rcu<memb> {
    static constexpr bool dwells = true;
    struct reader {
        reader() { memb::attach(); }
        ~reader() { memb::detach(); }
        int read() {
            memb::lock();
            object const* const read = current().load(std::memory_order_acquire);
            existence::dwell();
            int const value = read->value;
            memb::unlock();
            return value;
        }
        void pause() {}
    };
};

} // namespace

int main(int argc, char** argv) {
    existence::plan const plan = existence::parse(argc, argv);
    existence::run<rcu<memb>>("urcu_memb", plan);
    existence::run<rcu<mb>>("urcu_mb", plan);
    existence::run<rcu<bp>>("urcu_bp", plan);
    existence::run<rcu<qsbr>>("urcu_qsbr", plan);
    existence::run<memb_wait>("urcu_memb_wait", plan);
}
