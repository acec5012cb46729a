// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The process-wide barrier, refused from the start, refused later, and forbidden by the user.

#include <cds_test/child.h>
#include <cds_test/gc_policies.h>
#include <cds_test/pile.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <stdexcept>
#include <tuple>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

// From now on this thread (and what it starts) gets `action` for an answer from membarrier.
bool answer_membarrier_with(unsigned action) {
    sock_filter program[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_membarrier, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, action),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    sock_fprog const filter{sizeof program / sizeof program[0], program};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}
constexpr unsigned refuse_with(int error) {
    return SECCOMP_RET_ERRNO | (static_cast<unsigned>(error) & SECCOMP_RET_DATA);
}

bool membarrier_works_here() { return syscall(SYS_membarrier, 0, 0, 0) > 0; }

constexpr unsigned untouched = 0;

child_end run_child(char const* test, unsigned membarrier_action, char const* fence) {
    return in_fresh_process(test, [&] {
        setenv("CDS_TEST_CHILD", "1", 1);
        fence != nullptr ? setenv("CDS_FENCE", fence, 1) : unsetenv("CDS_FENCE");
        if (membarrier_action != untouched && !answer_membarrier_with(membarrier_action))
            _exit(126);
    });
}

bool told_to_be_a_child() { return std::getenv("CDS_TEST_CHILD") != nullptr; }

// Readers, a popper and a reclaimer: the traffic that a missing fence would ruin.
template <class GC>
void live_under_load() {
    pile<GC> heap;
    background reclaimer([] { GC::force_dispose(); });
    run_threads(3, [&](std::size_t who) {
        std::size_t value = 0;
        for (std::size_t i = 0; i < 20000; ++i)
            (i + who) % 2 == 0 ? heap.push(i) : static_cast<void>(heap.pop(value));
    });
    reclaimer.stop();
    BOOST_TEST(heap.corpses() == 0u);
    BOOST_TEST(GC::drain());
    ledger book;
    typename GC::Guard guard;
    counted* const p = guard.assign(book.make());
    GC::template retire<count_disposal>(p);
    GC::force_dispose();
    BOOST_TEST(p->disposals() == 0u);
    guard.clear();
    GC::force_dispose();
    BOOST_TEST(p->disposals() == 1u);
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_fence)

// T20
BOOST_AUTO_TEST_CASE(T20_without_membarrier_the_library_is_correct_with_full_fences) {
    for (int const error : {EPERM, ENOSYS}) {
        child_end const child =
            run_child("gc_fence/as_a_child_with_full_fences", refuse_with(error), nullptr);
        BOOST_TEST(child.good(), "with error " << error << " the child " << child);
    }
}

// T20
BOOST_AUTO_TEST_CASE(T20_CDS_FENCE_full_asks_for_full_fences_and_calls_no_membarrier) {
    child_end const child =
        run_child("gc_fence/as_a_child_with_full_fences", SECCOMP_RET_KILL_PROCESS, "full");
    BOOST_TEST(child.good(), "the child " << child);
}

// T20
BOOST_AUTO_TEST_CASE(T20_CDS_FENCE_auto_takes_the_barrier_where_there_is_one) {
    if (!membarrier_works_here())
        return;
    for (char const* const wish : {"auto", static_cast<char const*>(nullptr)}) {
        child_end const child = run_child("gc_fence/as_a_child_with_the_barrier", untouched, wish);
        BOOST_TEST(child.good(), "the child " << child);
    }
}

// T20
BOOST_AUTO_TEST_CASE(T20_a_call_before_first_use_asks_for_full_fences_and_ends_all_barriers) {
    child_end const child =
        run_child("gc_fence/as_a_child_that_forces_full_fences", untouched, "auto");
    BOOST_TEST(child.good(), "the child " << child);
}

// T20
BOOST_AUTO_TEST_CASE(T20_after_first_use_full_fences_are_refused_and_nothing_changes) {
    if (!membarrier_works_here())
        return;
    child_end const child =
        run_child("gc_fence/as_a_child_too_late_for_full_fences", untouched, "auto");
    BOOST_TEST(child.good(), "the child " << child);
}

// T20
BOOST_AUTO_TEST_CASE(T20_when_the_barrier_fails_later_garbage_is_kept_and_counted) {
    if (!membarrier_works_here())
        return;
    for (int const error : {EPERM, ENOSYS}) {
        child_end const child =
            run_child(error == EPERM ? "gc_fence/as_a_child_that_loses_the_barrier_by_EPERM"
                                     : "gc_fence/as_a_child_that_loses_the_barrier_by_ENOSYS",
                      untouched, "auto");
        BOOST_TEST(child.good(), "with error " << error << " the child " << child);
    }
}

// The following run only in the child processes that those above start.
BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_with_full_fences, GC, default_policies) {
    if (!told_to_be_a_child())
        return;
    live_under_load<GC>();
    typename GC::stat const now = statistics_of<GC>();
    BOOST_TEST(now.fallback);
    BOOST_TEST(now.fence_failures == 0u); // a full fence cannot fail
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_with_the_barrier, GC, default_policies) {
    if (!told_to_be_a_child())
        return;
    live_under_load<GC>();
    typename GC::stat const now = statistics_of<GC>();
    BOOST_TEST(!now.fallback);
    BOOST_TEST(now.heavy_fences > 0u);
    BOOST_TEST(now.fence_failures == 0u);
}

BOOST_AUTO_TEST_CASE(as_a_child_that_forces_full_fences) {
    if (!told_to_be_a_child())
        return;
    BOOST_REQUIRE(answer_membarrier_with(SECCOMP_RET_KILL_PROCESS)); // none is called from here on
    BOOST_TEST(cds::gc::force_full_fences());
    BOOST_TEST(cds::gc::fences_are_full());
    live_under_load<cds::gc::DHP>();
    live_under_load<cds::gc::HP>();
    BOOST_TEST(cds::gc::fences_are_full());
    BOOST_TEST(statistics_of<cds::gc::DHP>().fallback);
    BOOST_TEST(statistics_of<cds::gc::DHP>().fence_failures == 0u);
    BOOST_TEST(cds::gc::force_full_fences()); // it has been decided so
}

BOOST_AUTO_TEST_CASE(as_a_child_too_late_for_full_fences) {
    if (!told_to_be_a_child())
        return;
    { cds::gc::DHP::Guard const first_use; }
    BOOST_TEST(!cds::gc::fences_are_full());
    BOOST_TEST(!cds::gc::force_full_fences());
    BOOST_TEST(!cds::gc::fences_are_full());
    live_under_load<cds::gc::DHP>();
    BOOST_TEST(!statistics_of<cds::gc::DHP>().fallback);
    BOOST_TEST(!cds::gc::force_full_fences());
}

namespace {

template <class GC>
void lose_the_barrier(int error) {
    live_under_load<GC>();
    BOOST_REQUIRE(GC::drain());
    BOOST_REQUIRE(!statistics_of<GC>().fallback);
    BOOST_TEST(!statistics_of<GC>().bound_suspended);
    ledger book;
    std::size_t disposed_without = 0;
    bool drained = true;
    std::size_t failures = 0;
    bool suspended = false;
    run_thread([&] { // only this thread is refused
        if (!answer_membarrier_with(refuse_with(error)))
            throw std::runtime_error("no filter could be installed");
        for (int i = 0; i < 5000; ++i)
            make_and_retire<GC>(book);
        GC::force_dispose();
        drained = GC::drain(std::chrono::milliseconds(30));
        disposed_without = book.disposed();
        failures = statistics_of<GC>().fence_failures;
        suspended = statistics_of<GC>().bound_suspended;
    });
    BOOST_TEST(disposed_without == 0u); // nothing is freed on the word of a barrier that failed
    BOOST_TEST(!drained);
    BOOST_TEST(failures > 0u);
    BOOST_TEST(suspended);
    BOOST_TEST(statistics_of<GC>().pending == 5000u);
    GC::force_dispose(); // this thread's barrier still works
    BOOST_TEST(book.each_disposed_once());
    BOOST_TEST(!statistics_of<GC>().bound_suspended);
}

} // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_that_loses_the_barrier_by_EPERM, GC, default_policies) {
    if (told_to_be_a_child())
        lose_the_barrier<GC>(EPERM);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(as_a_child_that_loses_the_barrier_by_ENOSYS, GC, default_policies) {
    if (told_to_be_a_child())
        lose_the_barrier<GC>(ENOSYS);
}

BOOST_AUTO_TEST_SUITE_END()
