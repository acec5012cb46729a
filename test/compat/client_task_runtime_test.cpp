// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// As a runtime of tasks uses hazard pointers: tasks migrate between threads with their guards, and
// what the library keeps for a thread is kept for a task.

#include <cds/gc/hp.h>

#include <boost/test/unit_test.hpp>

#include <memory>

namespace {

/// What runs on the calling thread. The runtime switches it.
struct task {
    cds::gc::hp::details::thread_data* record = nullptr;
    static thread_local task* current;
};
thread_local task* task::current = nullptr;

struct task_tls {
    static cds::gc::hp::details::thread_data* getTLS() {
        return task::current ? task::current->record : nullptr;
    }
    static void setTLS(cds::gc::hp::details::thread_data* record) {
        task::current->record = record;
    }
};

struct object {
    ~object() { --alive; }
    object() { ++alive; }
    static std::atomic<int> alive;
};
std::atomic<int> object::alive{0};

struct delete_object {
    void operator()(object* p) const { delete p; }
};

template <class Step>
void on_another_thread(task* running, Step step) {
    std::thread([&] {
        task::current = running;
        step();
        task::current = nullptr;
    }).join();
}

/// A guard is taken on one thread, used on another, and ended on a third.
template <class GC>
void guard_migrates(task* running) {
    atomics::atomic<object*> shared(new object);
    std::unique_ptr<typename GC::Guard> guard;
    typename GC::template guarded_ptr<object> kept;
    on_another_thread(running, [&] {
        guard = std::make_unique<typename GC::Guard>();
        guard->protect(shared);
    });
    on_another_thread(running, [&] {
        object* const old = shared.exchange(new object);
        GC::template retire<delete_object>(old);
        GC::scan();
        BOOST_TEST(object::alive == 2);
        kept = typename GC::template guarded_ptr<object>(std::move(*guard));
    });
    on_another_thread(running, [&] {
        GC::scan();
        BOOST_TEST(object::alive == 2);
        BOOST_TEST(bool(kept));
        kept.release();
        guard.reset();
        GC::scan();
        BOOST_TEST(object::alive == 1);
    });
    delete shared.load();
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_task_runtime)

BOOST_AUTO_TEST_CASE(guards_of_the_default_manager_migrate) {
    using gc = cds::gc::custom_HP<cds::gc::hp::details::DefaultTLSManager>;
    gc const hp(8, 4);
    guard_migrates<gc>(nullptr);
}

BOOST_AUTO_TEST_CASE(guards_of_a_task_migrate_with_it) {
    using gc = cds::gc::custom_HP<task_tls>;
    using smr = cds::gc::hp::custom_smr<task_tls>;
    gc const hp(8, 4);
    task running;
    on_another_thread(&running, [] { smr::attach_thread(); });
    BOOST_TEST((running.record != nullptr));
    guard_migrates<gc>(&running);
    on_another_thread(&running, [] { smr::detach_thread(); });
    BOOST_TEST((running.record == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
