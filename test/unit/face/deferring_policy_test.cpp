// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A policy of the kind of RCU: a section protects what is looked at in it, and nothing may be
// retired before it has ended. The structures are the same.
// A translation unit of its own: it specializes a template of the library for its policy.
#include <cds/container/michael_list_nogc.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_kvlist_nogc.h>
#include <cds/intrusive/michael_list_nogc.h>
#include <cds_test/disposer.h>
#include <cds_test/int_keys.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

/// Disposes when it is told to; knows whether a thread is in a section.
struct deferring {
    static void wait() {
        BOOST_TEST(depth == 0);
        for (auto const& [object, dispose] : std::exchange(retired, {}))
            dispose(object);
    }

    static inline int depth = 0;
    static inline int sections = 0;
    static inline int early = 0; // retired within a section
    static inline std::vector<std::pair<void*, void (*)(void*)>> retired;
};

} // namespace

template <>
struct cds::intrusive::details::reclaim<deferring> : unguarded, no_conditions {
    static constexpr bool erases = true;
    static constexpr bool defers = true;

    struct section {
        section() noexcept {
            ++deferring::depth;
            ++deferring::sections;
        }
        ~section() { --deferring::depth; }
        section(section const&) = delete;
        section& operator=(section const&) = delete;
    };

    template <class Disposer>
    struct deferred {
        template <class T>
        void operator()(T* p) {
            unlinked.emplace_back(p, [](void* q) { Disposer()(static_cast<T*>(q)); });
        }
        deferred() = default;
        ~deferred() {
            deferring::early += deferring::depth != 0 && !unlinked.empty();
            for (auto const& each : unlinked)
                deferring::retired.push_back(each);
        }
        deferred(deferred const&) = delete;
        deferred& operator=(deferred const&) = delete;

        std::vector<std::pair<void*, void (*)(void*)>> unlinked;
    };

    static void reserve(std::size_t) {}
    static bool try_reserve(std::size_t) noexcept { return true; }
    static bool make_room(std::size_t) noexcept { return true; }

    template <class Disposer, class T>
    static void retire(T* p) {
        deferring::early += deferring::depth != 0;
        deferring::retired.emplace_back(p, [](void* q) { Disposer()(static_cast<T*>(q)); });
    }
};

namespace {

namespace ml = cds::intrusive::michael_list;

struct item : cds_test::mortal<item>, ml::node<deferring> {
    explicit item(int k) : key(k) {}
    int key;
};
struct item_traits : ml::traits {
    using hook = ml::base_hook<cds::opt::gc<deferring>>;
    using less = cds_test::less_key;
    using disposer = cds_test::delete_it;
};
using list = cds::intrusive::MichaelList<deferring, item, item_traits>;

using map =
    cds::container::MichaelHashMap<deferring,
                                   cds::container::MichaelKVList<deferring, int, std::string>>;

} // namespace

BOOST_AUTO_TEST_SUITE(a_policy_that_defers)

BOOST_AUTO_TEST_CASE(retires_when_the_section_has_ended) {
    {
        list set;
        for (int i = 0; i != 10; ++i)
            BOOST_TEST(set.insert(*new item(i)));
        BOOST_TEST(set.erase(3));
        BOOST_TEST(set.erase(4, [](item& i) {
            BOOST_TEST(deferring::depth != 0); // the functor looks at it within the section
            BOOST_TEST(i.alive());
        }));
        BOOST_TEST(deferring::retired.size() == 2u);
        BOOST_TEST(item::destroyed.load() == 0u);
        BOOST_TEST(set.find(5, [](item& i, int) {
            BOOST_TEST(deferring::depth != 0);
            BOOST_TEST(i.key == 5);
        }));
        BOOST_TEST(!set.contains(4));
        auto twice = std::make_unique<item>(5);
        BOOST_TEST(set.update(*twice,
                              [](bool fresh, item&, item&) {
                                  BOOST_TEST(deferring::depth != 0);
                                  BOOST_TEST(!fresh);
                              })
                       .first);
        int sum = 0;
        for (item const& i : set)
            sum += i.key;
        BOOST_TEST(sum == 38);
        deferring::wait();
        BOOST_TEST(item::destroyed.load() == 2u);
        set.clear();
        BOOST_TEST(set.empty());
    }
    deferring::wait();
    BOOST_TEST(item::made.load() == item::destroyed.load());
    BOOST_TEST(item::killed_twice.load() == 0u);
    BOOST_TEST(deferring::early == 0);
    BOOST_TEST(deferring::sections > 30);
    BOOST_TEST(deferring::depth == 0);
}

BOOST_AUTO_TEST_CASE(has_maps_of_values_as_well) {
    {
        map m(16, 1);
        for (int i = 0; i != 100; ++i)
            BOOST_TEST(m.insert(i, std::to_string(i)));
        BOOST_TEST(m.get(42)->second == "42");
        BOOST_TEST(m.erase(42));
        BOOST_TEST(!m.get(42));
        BOOST_TEST(m.size() == 99u);
    }
    deferring::wait();
    BOOST_TEST(deferring::early == 0);
}

BOOST_AUTO_TEST_SUITE_END()
