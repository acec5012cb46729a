// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>

#include <cds/algo/elimination.h>

#include <thread>

namespace elimination = cds::algo::elimination;

namespace {

struct push : elimination::operation_desc {
    int value = 0;
};

// A storage of the program's own, as the trait `elimination_storage` allows.
struct one_for_all {
    static elimination::record& get() noexcept {
        static elimination::record own;
        return own;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(elimination_record)

BOOST_AUTO_TEST_CASE(belongs_to_one_operation_from_init_to_clear) {
    push op;
    BOOST_TEST(elimination::storage::get().is_free());
    elimination::record* const own = elimination::init_record(op);
    BOOST_TEST(own == &elimination::storage::get());
    BOOST_TEST(op.pOwner == own);
    BOOST_TEST(own->pOp == &op);
    BOOST_TEST(!own->is_free());
    elimination::clear_record();
    BOOST_TEST(own->is_free());
}

BOOST_AUTO_TEST_CASE(is_another_one_in_another_thread) {
    push op;
    elimination::record* const own = elimination::init_record<elimination::storage>(op);
    elimination::record* other = nullptr;
    bool other_is_free = false;
    std::thread([&] {
        other = &elimination::storage::get();
        other_is_free = other->is_free();
    }).join();
    BOOST_TEST(other != own);
    BOOST_TEST(other_is_free);
    elimination::clear_record<elimination::storage>();
}

BOOST_AUTO_TEST_CASE(can_live_in_the_storage_of_the_program) {
    push op;
    BOOST_TEST(elimination::init_record<one_for_all>(op) == &one_for_all::get());
    BOOST_TEST(elimination::storage::get().is_free());
    elimination::clear_record<one_for_all>();
    BOOST_TEST(one_for_all::get().is_free());
}

BOOST_AUTO_TEST_SUITE_END()
