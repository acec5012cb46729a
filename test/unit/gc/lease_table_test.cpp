// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The table of a thread's leases against a map, and what it does to memory.

#include <src/gc/lease_table.h>

#include <cds_test/seed.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <map>
#include <random>

namespace {

namespace core = cds::gc::core;

core::leased_record lease(std::uint64_t serial, core::thread_record* record = nullptr) {
    return {serial, record, {}};
}

// A table, and what it should hold.
class checked_table {
public:
    ~checked_table() {
        remove_if([](std::uint64_t) { return true; });
        table_.resize();
    }

    void add(std::uint64_t serial, core::thread_record* record) {
        if (table_.is_crowded())
            BOOST_REQUIRE(table_.resize());
        table_.add(lease(serial, record));
        model_[serial] = record;
    }
    template <class Predicate>
    void remove_if(Predicate unwanted) {
        table_.remove_if([&](core::leased_record const& l) { return unwanted(l.serial); });
        std::erase_if(model_, [&](auto const& entry) { return unwanted(entry.first); });
    }
    void resize() { BOOST_REQUIRE(table_.resize()); }
    bool holds(std::uint64_t serial) const { return model_.count(serial) != 0; }

    // How many of the first `n` serials it answers wrongly.
    std::size_t wrong(std::uint64_t n) {
        std::size_t bad = table_.size() != model_.size();
        core::domain asked;
        for (std::uint64_t serial = 0; serial != n; ++serial) {
            asked.serial = serial;
            core::leased_record const* const found = table_.find(asked);
            auto const expected = model_.find(serial);
            bad += (found != nullptr) != (expected != model_.end());
            bad += found != nullptr && found->record != expected->second;
        }
        return bad;
    }
    std::size_t capacity() const { return table_.capacity(); }
    std::size_t size() const { return table_.size(); }

private:
    core::lease_table table_;
    std::map<std::uint64_t, core::thread_record*> model_;
};

core::thread_record records[4];

} // namespace

BOOST_AUTO_TEST_SUITE(gc_lease_table)

BOOST_AUTO_TEST_CASE(it_finds_what_a_map_finds) {
    std::mt19937_64 random(cds_test::seed());
    for (int round = 0; round != 20; ++round) {
        checked_table table;
        constexpr std::uint64_t serials = 400;
        for (int step = 0; step != 300; ++step) {
            if (std::uint64_t const serial = 1 + random() % (serials - 1); !table.holds(serial))
                table.add(serial, &records[random() % 4]);
            if (random() % 16 == 0) {
                std::uint64_t const modulus = 2 + random() % 5;
                std::uint64_t const rest = random() % modulus;
                table.remove_if([=](std::uint64_t s) { return s % modulus == rest; });
            }
            if (random() % 16 == 0)
                table.resize();
            BOOST_REQUIRE(table.wrong(serials) == 0u);
        }
    }
}

BOOST_AUTO_TEST_CASE(an_empty_one_finds_nothing_and_never_the_domains_that_stay) {
    checked_table table;
    BOOST_TEST(table.wrong(1000) == 0u);
    table.add(7, &records[0]);
    BOOST_TEST(table.wrong(1000) == 0u); // the serial of those that stay is 0
}

BOOST_AUTO_TEST_CASE(it_grows_with_what_it_holds_and_comes_back) {
    checked_table table;
    std::size_t const smallest = table.capacity();
    for (std::uint64_t serial = 1; serial != 20000; ++serial)
        table.add(serial, &records[serial % 4]);
    BOOST_TEST(table.wrong(20000) == 0u);
    BOOST_TEST(table.capacity() <= 8 * table.size());
    table.remove_if([](std::uint64_t serial) { return serial > 100; });
    table.resize();
    BOOST_TEST(table.wrong(20000) == 0u);
    BOOST_TEST(table.capacity() <= 8 * table.size());
    table.remove_if([](std::uint64_t serial) { return serial > 1; });
    table.resize();
    BOOST_TEST(table.capacity() == smallest);
    BOOST_TEST(table.wrong(20000) == 0u);
}

BOOST_AUTO_TEST_CASE(domains_that_come_and_go_leave_it_small) {
    checked_table table;
    std::size_t const smallest = table.capacity();
    for (std::uint64_t serial = 1; serial != 1000; ++serial) {
        table.remove_if([=](std::uint64_t s) { return s + 3 < serial; });
        table.add(serial, &records[0]);
        BOOST_REQUIRE(table.capacity() == smallest);
    }
}

BOOST_AUTO_TEST_SUITE_END()
