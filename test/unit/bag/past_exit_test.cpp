// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Containers past the exit of their thread: in destructors of static and thread-local objects the
// thread has no record of its own any more, and borrows one for each operation.

#include <cds/gc/dhp.h>
#include <cds_test/allocator.h>
#include <cds_test/families/all_bags.h>
#include <cds_test/families/all_sets.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using cds_test::failing_allocator;
namespace core = cds::gc::core;
namespace families = cds_test::families;

// Every thread is past its exit here. Counts how often one borrows a record.
struct exited {
    static core::domain& domain() noexcept { return instance_.domain; }
    static core::thread_state& state() noexcept { return state_; }
    static void attach(core::thread_record& r) noexcept {
        ++borrowed;
        state_.attach(r);
    }
    static void detach() noexcept { state_.detach(); }
    static bool arm() noexcept { return false; }

    static inline std::size_t borrowed = 0;

private:
    static inline constinit core::immortal_domain instance_{};
    static inline constinit thread_local core::thread_state state_{};
};
using GC = cds::gc::generic_DHP<exited>;

// The domain's memory is out, and all its records are in other hands; slots there are.
class shortage {
public:
    shortage() {
        std::vector<GC::Guard>(16).clear();
        GC::set_memory_allocator(&failing_allocator::allocate, &failing_allocator::release);
        failing_allocator::fail_after(0, failing_allocator::manner::throws);
        while (core::thread_record* const r = take())
            taken_.push_back(r);
    }
    ~shortage() {
        for (core::thread_record* r : taken_)
            exited::domain().leave(*r);
        failing_allocator::never_fail();
        GC::set_memory_allocator(nullptr, nullptr);
    }
    shortage(shortage const&) = delete;
    shortage& operator=(shortage const&) = delete;

private:
    static core::thread_record* take() {
        core::thread_record* const r = exited::domain().try_attach();
        return r == &core::unattached_record ? nullptr : r;
    }
    std::vector<core::thread_record*> taken_;
};

struct counted {
    counted(int n = 0) : number(n) { ++alive; }
    counted(counted const& other) : number(other.number) { ++alive; }
    counted& operator=(counted const&) = default;
    ~counted() { --alive; }
    int number;
    inline static int alive = 0;

    struct less {
        bool operator()(counted const& a, counted const& b) const { return a.number < b.number; }
    };
    struct hash {
        std::size_t operator()(counted const& a) const {
            return static_cast<std::size_t>(a.number);
        }
    };
};

// Lets something happen when an item has been taken, and is not retired yet.
struct robbed_counter : cds::atomicity::item_counter {
    std::size_t operator--() {
        if (auto const act = std::exchange(meanwhile, nullptr))
            act();
        return item_counter::operator--();
    }
    inline static std::function<void()> meanwhile;
};

/// Memory to which a list of all blocks leads, so that no look-out for leaks calls lost what a set
/// leaves alone on purpose. In one thread at a time.
template <class T>
struct listed_memory {
    using value_type = T;

    listed_memory() = default;
    template <class U>
    listed_memory(listed_memory<U> const&) noexcept {}
    T* allocate(std::size_t n) {
        T* const block = std::allocator<T>().allocate(n);
        blocks().insert(block);
        return block;
    }
    void deallocate(T* block, std::size_t n) noexcept {
        blocks().erase(block);
        std::allocator<T>().deallocate(block, n);
    }
    bool operator==(listed_memory const&) const noexcept { return true; }

private:
    static std::set<void*>& blocks() {
        static auto& all = *new std::set<void*>; // it is there to the very end
        return all;
    }
};

template <class Family>
struct sets_of {
    struct by_less : Family::owning_traits {
        using less = counted::less;
        using hash = counted::hash;
        using allocator = listed_memory<counted>;
        using item_counter = robbed_counter;
    };
    using list = typename Family::template set<GC, counted, by_less>;
    struct by_hash : Family::hash::set_traits {
        using hash = counted::hash;
        using item_counter = robbed_counter;
    };
    struct hash_set
        : families::sized<typename Family::hash::template set<GC, list, by_hash>, 64, 1> {};

    using all = cds_test::join<std::tuple<list>, families::hash_tables<Family, hash_set>>;
};
template <class Family>
struct bags_of {
    struct traits : Family::owning_traits {
        using item_counter = robbed_counter;
    };
    using all = std::tuple<typename Family::template owning<GC, counted, traits>>;
};
using containers =
    cds_test::join<cds_test::for_each_of<sets_of, families::sets>,
                   cds_test::for_each_of<bags_of, families::with_nodes<families::bags>>>;

template <class Container>
constexpr bool is_set = requires(Container& c) { c.erase(counted(1)); };

template <class Container>
void put(Container& c, int number) {
    if constexpr (is_set<Container>)
        c.insert(counted(number));
    else
        c.push(counted(number));
}
template <class Container>
bool take(Container& c) {
    if constexpr (is_set<Container>)
        return c.erase(counted(1));
    else
        return c.pop_with([](counted&) {});
}

template <class Container>
std::unique_ptr<Container> filled(int n) {
    auto c = std::make_unique<Container>();
    for (int i = 0; i < n; ++i)
        put(*c, i);
    return c;
}

} // namespace

BOOST_AUTO_TEST_SUITE(past_exit)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_destruction_borrows_one_record, Container, containers) {
    auto c = filled<Container>(1000);
    std::size_t const before = exited::borrowed;
    c.reset();
    BOOST_TEST(exited::borrowed - before == 1u);
    GC::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_clear_borrows_one_record, Container, containers) {
    auto c = filled<Container>(1000);
    std::size_t const before = exited::borrowed;
    c->clear();
    BOOST_TEST(exited::borrowed - before == 1u);
    c.reset();
    GC::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_cannot_be_retired_is_not_taken, Container, containers) {
    auto c = filled<Container>(3);
    take(*c); // a queue has a dummy to be retired
    put(*c, 1);
    std::size_t const size = c->size();
    {
        shortage const now;
        BOOST_CHECK_THROW(take(*c), std::bad_alloc);
        BOOST_TEST(c->size() == size);
        BOOST_CHECK_THROW(c->clear(), std::bad_alloc);
        BOOST_TEST(c->size() == size);
    }
    BOOST_TEST(take(*c));
    c.reset();
    GC::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_was_reserved_is_there_although_others_take_all_records,
                              Container, containers) {
    auto c = filled<Container>(3);
    take(*c);
    put(*c, 1);
    std::optional<shortage> now;
    robbed_counter::meanwhile = [&now] { now.emplace(); };
    BOOST_CHECK_NO_THROW(BOOST_TEST(take(*c)));
    BOOST_TEST(now.has_value());
    now.reset();
    c.reset();
    GC::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE(a_scan_asks_for_no_memory) {
    GC::retire<std::default_delete<counted>>(new counted(1));
    BOOST_TEST(counted::alive == 1);
    {
        shortage const now;
        BOOST_CHECK_NO_THROW(GC::scan());
        BOOST_TEST(counted::alive == 0);
    }
    GC::force_dispose();
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_destructor_without_memory_ends_like_any_other, Container,
                              containers) {
    auto c = filled<Container>(3);
    {
        shortage const now;
        c.reset();
    }
    GC::force_dispose();
    // a set leaks what it cannot retire, for that may be guarded; a tree also its copies of keys
    BOOST_TEST((is_set<Container> ? counted::alive >= 3 : counted::alive == 0));
    counted::alive = 0;
}

BOOST_AUTO_TEST_SUITE_END()
