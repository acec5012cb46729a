// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a debug build refuses.

#include <cds/container/michael_kvlist_rcu.h>
#include <cds/urcu/general_buffered.h>
#include <cds_test/misuse.h>

#include <thread>

#if defined(NDEBUG)
#    error "this program is about assertions"
#endif

namespace {

using rcu = cds::urcu::gc<cds::urcu::general_buffered<>>;

void leave_what_was_not_entered() { rcu::access_unlock(); }
// Over a domain of this program: what the library's own do at a thread's exit is compiled there.
struct own : cds::gc::own_domain<own> {
    static constexpr cds::gc::domain_options options =
        cds::urcu::details::options_for(cds::urcu::details::reclaim_when::in_batches);
};
void end_a_thread_in_a_section() {
    using here = cds::urcu::details::rcu<own, cds::urcu::details::reclaim_when::in_batches>;
    std::thread([] { here::access_lock(); }).join();
}
void destruct_in_a_section() {
    rcu const theRCU;
    rcu::access_lock();
    cds::urcu::general_buffered<>::Destruct();
}
void erase_where_that_is_refused() {
    rcu::scoped_lock const section;
    cds::urcu::details::check_deadlock<rcu, cds::opt::v::rcu_assert_deadlock>();
}
void erase_where_nobody_looks() {
    rcu::scoped_lock const section;
    cds::urcu::details::check_deadlock<rcu, cds::opt::v::rcu_no_check_deadlock>();
}
void get_outside() {
    cds::container::MichaelKVList<rcu, int, int> list;
    (void)list.get(1);
}
void erase_outside() {
    cds::urcu::details::check_deadlock<rcu, cds::opt::v::rcu_assert_deadlock>();
    cds::urcu::details::check_deadlock<rcu, cds::opt::v::rcu_throw_deadlock>();
}

} // namespace

int main() {
    return cds_test::each_ends_as_it_should(
        {{"a section is left that was not entered", leave_what_was_not_entered,
          "a read section is left that was not entered"},
         {"a thread ends in a section", end_a_thread_in_a_section,
          "a thread ends in a read section"},
         {"an RCU is destructed in a section", destruct_in_a_section,
          "an RCU is destructed in a read section"},
         {"an erasing call in a section", erase_where_that_is_refused,
          "an erasing call in a read section"},
         {"the same, unchecked", erase_where_nobody_looks},
         {"the same outside", erase_outside},
         {"get() outside a section", get_outside,
          "what get() returns is valid in a read section only"}});
}
