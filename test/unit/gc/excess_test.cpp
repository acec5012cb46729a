// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A thread whose barrier is refused keeps all that it scans. That does not make its scans more
// frequent, or each block that it fills would have one of its own.

#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace {

using namespace cds_test;

struct refused_tag : cds::gc::own_domain<refused_tag> {
    static constexpr cds::gc::domain_options options{
        .block_capacity = 16, .threshold = 64, .overdue_ms = ~0u};
};
using refused = cds::gc::generic_DHP<refused_tag>;

// This thread gets EPERM from the call of that number, the others do not.
void refuse_from_now_on(std::uint32_t call) {
    std::vector<sock_filter> rules;
    rules.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
    rules.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    rules.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
    rules.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    sock_fprog const all{static_cast<unsigned short>(rules.size()), rules.data()};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &all) != 0)
        throw std::runtime_error("no filter could be installed");
}

} // namespace

BOOST_AUTO_TEST_SUITE(gc_excess)

// T20, T21
BOOST_AUTO_TEST_CASE(T20_scans_that_keep_all_for_want_of_a_barrier_are_a_threshold_apart) {
    refused::force_dispose(); // decides the mode
    if (cds::gc::fences_are_full())
        return; // there is no barrier to refuse
    constexpr std::size_t thresholds = 100;
    ledger book;
    run_thread([&book] {
        refuse_from_now_on(SYS_membarrier);
        for (std::size_t i = 0; i != thresholds * refused_tag::options.threshold; ++i)
            make_and_retire<refused>(book);
    });
    BOOST_TEST(book.disposed() == 0u);
    BOOST_TEST(statistics_of<refused>().scan_count <= thresholds);
    BOOST_TEST(statistics_of<refused>().scan_count >= thresholds / 2);
    BOOST_TEST(refused::drain()); // this thread's barrier works
    BOOST_TEST(book.each_disposed_once());
}

BOOST_AUTO_TEST_SUITE_END()
