// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Nodes with a number of cells behind each.
#include <cds/face/shaped_node.h>
#include <cds_test/allocator.h>

#include <cds_test/measured.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

namespace {

using cds_test::bytes_out;
using cds_test::measured;

struct tower {
    tower(std::size_t height, std::unique_ptr<int> v) : height_(height), value(std::move(v)) {
        if (!value)
            throw std::invalid_argument("no value");
    }
    std::size_t shape() const noexcept { return height_; }

private:
    std::size_t height_;

public:
    std::unique_ptr<int> value;
};
using towers =
    cds::container::details::shaped_node_factory<tower, std::atomic<tower*>, measured<int>>;

} // namespace

BOOST_AUTO_TEST_SUITE(nodes_with_a_shape)

BOOST_AUTO_TEST_CASE(are_one_allocation_that_goes_back_whole) {
    for (std::size_t height : {0u, 1u, 2u, 5u, 32u}) {
        auto node = towers::make(height, height, std::make_unique<int>(7));
        BOOST_TEST(bytes_out >= sizeof(tower) + height * sizeof(void*));
        for (std::size_t i = 0; i != height; ++i) {
            BOOST_TEST(towers::cells(node.get())[i].load() == nullptr);
            towers::cells(node.get())[i].store(node.get());
        }
        BOOST_TEST(*node->value == 7);
        node = nullptr;
        BOOST_TEST(bytes_out == 0u);
    }
}

BOOST_AUTO_TEST_CASE(leave_nothing_behind_when_they_cannot_be_made) {
    BOOST_CHECK_THROW(towers::make(4, std::size_t(4), std::unique_ptr<int>()),
                      std::invalid_argument);
    BOOST_TEST(bytes_out == 0u);
    BOOST_CHECK_THROW(towers::make(towers::max_shape + 1, std::size_t(1), nullptr),
                      std::bad_array_new_length);
    BOOST_TEST(bytes_out == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
