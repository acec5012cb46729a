// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The end of a domain runs deleters without a record; what they may ask of the domain meanwhile.

#include <cds/hazard_pointer.h>

#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

namespace {

using namespace cds_test;

struct cleaner;
struct cleans_up {
    cds::hazard_pointer_domain* domain = nullptr;
    int* deleted = nullptr;
    void operator()(cleaner* p) const;
};
struct cleaner : cds::hazard_pointer_obj_base<cleaner, cleans_up> {};

void cleans_up::operator()(cleaner* p) const {
    delete p;
    ++*deleted;
    cds::hazard_pointer_clean_up(*domain);
}

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_end_of_domain)

BOOST_AUTO_TEST_CASE(a_deleter_that_cleans_up_does_not_wait_for_the_end_around_it) {
    watchdog const limit("a clean-up that waits for itself");
    int deleted = 0;
    {
        cds::hazard_pointer_domain domain;
        for (int i = 0; i != 2; ++i)
            (new cleaner)->retire(cleans_up{&domain, &deleted}, domain);
    }
    BOOST_TEST(deleted == 2);
}

BOOST_AUTO_TEST_SUITE_END()
