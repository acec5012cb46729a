// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What ordinary programs do with their own types beside containers: hostile operators, functors
// that only move, comparisons of every kind, const containers, final classes.

#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_nogc.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_set.h>
#include <cds/container/msqueue.h>
#include <cds/container/treiber_stack.h>
#include <cds/gc/dhp.h>
#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/treiber_stack.h>

#include <boost/test/unit_test.hpp>

#include <compare>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

/// A namespace of a program that thinks it is alone.
namespace hostile {

struct item : cds::intrusive::michael_list::node<cds::gc::DHP>,
              cds::intrusive::msqueue::node<cds::gc::DHP> {
    explicit item(int n = 0) : key(n) {}
    int key;
    // Whoever takes the address of an item gets something else.
    item* operator&() { return nullptr; }
    item const* operator&() const { return nullptr; }
    template <class Any>
    void operator,(Any&&) const = delete;
};

struct by_key {
    int operator()(item const& a, item const& b) const { return a.key - b.key; }
    int operator()(item const& a, int b) const { return a.key - b; }
    int operator()(int a, item const& b) const { return a - b.key; }
};

/// What argument-dependent look-up finds before anything in cds: the better match, and wrong.
template <class A, class B>
bool operator==(A const&, B const&) {
    std::abort();
}
template <class A, class B>
bool operator!=(A const&, B const&) {
    std::abort();
}
#define CDS_TEST_TRAP(name)                                                                     \
    template <class... Any>                                                                     \
    void name(Any&&...) {                                                                       \
        static_assert(sizeof...(Any) == 999, "a call of " #name " was found by its arguments"); \
    }
CDS_TEST_TRAP(protect)
CDS_TEST_TRAP(retire)
CDS_TEST_TRAP(take)
CDS_TEST_TRAP(get)
CDS_TEST_TRAP(link)
CDS_TEST_TRAP(unlink)
CDS_TEST_TRAP(swap)
CDS_TEST_TRAP(move)
CDS_TEST_TRAP(forward)
CDS_TEST_TRAP(exchange)
CDS_TEST_TRAP(addressof)
CDS_TEST_TRAP(invoke)
CDS_TEST_TRAP(hold)
CDS_TEST_TRAP(sign)
CDS_TEST_TRAP(object_for)
CDS_TEST_TRAP(hand_over)
CDS_TEST_TRAP(construct_at)
CDS_TEST_TRAP(destroy_at)
CDS_TEST_TRAP(to_address)

} // namespace hostile

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;
using gc = cds::gc::DHP;

struct plain_traits : ci::michael_list::traits {
    using hook = ci::michael_list::base_hook<ci::opt::gc<gc>>;
    using compare = hostile::by_key;
};

/// Counts how often it is copied; a functor by value may be moved any number of times.
struct move_only_functor {
    explicit move_only_functor(int& calls) : calls_(&calls) {}
    move_only_functor(move_only_functor&&) = default;
    template <class... Any>
    void operator()(Any&&...) {
        ++*calls_;
    }
    int* calls_;
    std::unique_ptr<int> only;
};

/// What is true for an lvalue functor: it is called, not a copy of it.
struct counts_itself {
    template <class... Any>
    void operator()(Any&&...) {
        ++calls;
    }
    counts_itself() = default;
    counts_itself(counts_itself const&) = delete;
    int calls = 0;
};

struct visited {
    explicit visited(int n = 0) : key(n) {}
    void visit() { ++visits; }
    int key;
    int visits = 0;
    friend bool operator<(visited const& a, visited const& b) { return a.key < b.key; }
};

struct long_difference {
    long operator()(long a, long b) const { return a - b; }
};
struct spaceship {
    std::strong_ordering operator()(std::string const& a, std::string const& b) const {
        return a <=> b;
    }
};
struct weak_spaceship {
    std::weak_ordering operator()(int a, int b) const { return a <=> b; }
};

struct final_list_traits final : cc::michael_list::traits {
    using item_counter = cds::atomicity::item_counter;
};
struct final_set_traits final : cc::michael_set::traits {
    using hash = std::hash<int>;
};
struct final_queue_traits final : cc::msqueue::traits {
    enum { padding = 128 };
};
struct final_stack_traits final : cc::treiber_stack::traits {
    static constexpr bool enable_elimination = true;
};
struct final_item final {
    int n = 0;
    friend bool operator<(final_item const& a, final_item const& b) { return a.n < b.n; }
};

/// A type that contains a map of itself.
struct directory {
    cc::MichaelHashMap<gc, cc::MichaelKVList<gc, std::string, directory>> entries{16, 1};
    cc::MSQueue<gc, directory> removed;
    cc::TreiberStack<gc, directory> opened;
};

constinit cc::MSQueue<gc, int> static_queue;
constinit cc::TreiberStack<gc, int> static_stack;
constinit cc::MichaelList<gc, int> static_list;
constinit cc::MichaelKVList<gc, int, int> static_map;
constinit ci::MSQueue<
    gc, hostile::item,
    ci::msqueue::make_traits<ci::opt::hook<ci::msqueue::base_hook<ci::opt::gc<gc>>>>::type>
    static_intrusive_queue;

template <class From, class To>
constexpr bool converts = std::is_constructible_v<To, From&&> || std::is_assignable_v<To&, From&&>;

struct base {};
struct derived : base {};
static_assert(!converts<gc::guarded_ptr<int>, gc::guarded_ptr<double>>);
static_assert(!converts<gc::guarded_ptr<derived>, gc::guarded_ptr<base>>);
static_assert(!converts<gc::guarded_ptr<int const>, gc::guarded_ptr<int>>);
static_assert(std::is_constructible_v<gc::guarded_ptr<int const>, gc::guarded_ptr<int>&&>);

} // namespace

BOOST_AUTO_TEST_SUITE(ordinary_program)

BOOST_AUTO_TEST_CASE(an_overloaded_address_operator_and_greedy_templates_change_nothing) {
    std::vector<hostile::item> items(10);
    ci::MichaelList<gc, hostile::item, plain_traits> list;
    for (int i = 0; i < 10; ++i) {
        items[static_cast<std::size_t>(i)].key = i;
        BOOST_TEST(list.insert(items[static_cast<std::size_t>(i)]));
    }
    int sum = 0;
    for (auto it = list.begin(); it != list.end(); ++it)
        sum += it->key;
    BOOST_TEST(sum == 45);
    auto const& constant = list;
    bool const same = list.begin() == constant.begin() && constant.end() == list.end();
    BOOST_TEST(same);
    BOOST_TEST(list.get(3)->key == 3);
    BOOST_TEST(list.contains(4));
    BOOST_TEST(list.unlink(items[4]));
    BOOST_TEST(list.extract(5)->key == 5);
    list.clear();
    gc::force_dispose();

    std::vector<hostile::item> more(3);
    {
        ci::MSQueue<
            gc, hostile::item,
            ci::msqueue::make_traits<ci::opt::hook<ci::msqueue::base_hook<ci::opt::gc<gc>>>>::type>
            queue;
        for (auto& m : more)
            queue.push(m);
        BOOST_TEST((queue.pop() == std::addressof(more[0])));
        BOOST_TEST((queue.pop() == std::addressof(more[1])));
    }
    gc::force_dispose();
}

BOOST_AUTO_TEST_CASE(owned_items_with_an_address_operator_of_their_own) {
    cc::MichaelKVList<gc, int, hostile::item> map;
    cc::MichaelKVList<cds::gc::nogc, int, hostile::item> fixed;
    for (int i = 0; i < 4; ++i) {
        BOOST_TEST(map.emplace(i, i));
        fixed.emplace(i, i);
    }
    BOOST_TEST(map.get(2)->second.key == 2);
    int sum = 0;
    for (auto& pair : map)
        sum += pair.second.key;
    BOOST_TEST(sum == 6);
    BOOST_TEST(fixed.contains(3)->second.key == 3);
    bool const there = fixed.contains(3) != fixed.end();
    BOOST_TEST(there);
}

BOOST_AUTO_TEST_CASE(functors_are_moved_or_called_where_they_are_never_copied) {
    int calls = 0;
    counts_itself here;
    cc::MichaelHashMap<gc, cc::MichaelKVList<gc, int, int>> map(16, 1);
    cc::MichaelHashSet<gc, cc::MichaelList<gc, int>> set(16, 1);
    cc::MSQueue<gc, int> queue;
    cc::TreiberStack<gc, int> stack;
    auto const f = [&] { return move_only_functor(calls); };

    map.insert_with(1, f());
    map.insert_with(2, here);
    map.update(1, f());
    map.update(1, here);
    map.update(1, 5, f());
    map.find(1, f());
    map.find(1, here);
    map.find_with(1, std::less<int>(), f());
    map.erase(1, f());
    map.erase_with(2, std::less<int>(), here);
    BOOST_TEST(calls == 6);
    BOOST_TEST(here.calls == 4);

    set.insert(1, f());
    set.insert(2, here);
    set.update(1, f());
    set.update(1, here);
    set.find(1, f());
    set.find_with(1, std::less<int>(), here);
    set.erase(1, f());
    set.erase(2, here);
    BOOST_TEST(calls == 10);
    BOOST_TEST(here.calls == 8);

    queue.enqueue_with(f());
    queue.push_with(here);
    queue.dequeue_with(f());
    queue.pop_with(here);
    stack.push(1);
    stack.push(2);
    stack.pop_with(f());
    stack.pop_with(here);
    BOOST_TEST(calls == 13);
    BOOST_TEST(here.calls == 11);

    atomics::atomic<int*> source{&calls};
    gc::Guard guard;
    gc::GuardArray<1> array;
    auto const identity = [only = std::unique_ptr<int>()](int* p) { return p; };
    static_assert(!std::is_copy_constructible_v<decltype(identity)>);
    BOOST_TEST(
        (guard.protect(source, [only = std::unique_ptr<int>()](int* p) { return p; }) == &calls));
    BOOST_TEST((array.protect(0, source, [only = std::unique_ptr<int>()](int*& p) { return p; }) ==
                &calls));
}

BOOST_AUTO_TEST_CASE(pointers_to_members_are_functors) {
    cc::MichaelList<gc, visited> list;
    BOOST_TEST(list.insert(visited(1), &visited::visit));
    BOOST_TEST(list.insert(visited(2), &visited::key));
    BOOST_TEST(list.get(visited(1))->visits == 1);
    BOOST_TEST(list.erase(visited(2), &visited::key));
    cc::MSQueue<gc, visited> queue;
    BOOST_TEST(queue.enqueue_with(&visited::visit));
    BOOST_TEST(queue.dequeue_with(&visited::visit));
    cc::TreiberStack<gc, visited> stack;
    stack.push(visited(3));
    BOOST_TEST(stack.pop_with(&visited::visit));
}

BOOST_AUTO_TEST_CASE(const_containers_are_looked_through) {
    cc::MichaelHashMap<gc, cc::MichaelKVList<gc, int, int>> map(16, 1);
    cc::MichaelHashSet<gc, cc::MichaelList<gc, int>> set(16, 1);
    cc::MichaelKVList<cds::gc::nogc, int, int> fixed;
    map.insert(1, 10);
    set.insert(1);
    fixed.insert(1, 10);

    auto const look = [](auto const& container) {
        BOOST_TEST(container.contains(1));
        BOOST_TEST(container.contains(1, std::less<int>()));
        BOOST_TEST(!container.contains(2));
        BOOST_TEST(container.size() == 1u);
        BOOST_TEST(!container.empty());
        int seen = 0;
        BOOST_TEST(container.find(1, [&seen](auto& item, auto&&...) {
            static_assert(std::is_const_v<std::remove_reference_t<decltype(item)>>);
            ++seen;
        }));
        BOOST_TEST(container.find_with(1, std::less<int>(), [&seen](auto&&...) { ++seen; }));
        for (auto& item : container) {
            static_assert(std::is_const_v<std::remove_reference_t<decltype(item)>>);
            ++seen;
        }
        BOOST_TEST(seen == 3);
        auto const got = container.get(1);
        static_assert(std::is_const_v<std::remove_reference_t<decltype(*got)>>);
        BOOST_TEST(bool(got));
        BOOST_TEST(bool(container.get_with(1, std::less<int>())));
        BOOST_TEST(!container.get(2));
    };
    look(map);
    look(set);
    auto const& constant = fixed;
    BOOST_TEST(constant.contains(1)->second == 10);
    static_assert(std::is_const_v<std::remove_reference_t<decltype(*constant.contains(1))>>);
    BOOST_TEST((constant.contains(2) == constant.end()));
    BOOST_TEST((constant.contains(2) == fixed.end()));
}

BOOST_AUTO_TEST_CASE(differences_of_any_width_and_orderings_compare) {
    struct traits : cc::michael_list::traits {
        using compare = long_difference;
    };
    cc::MichaelList<gc, long, traits> wide;
    long const apart = 1L << 32; // as an int this difference is 0
    for (long i = 0; i < 4; ++i)
        BOOST_TEST(wide.insert((3 - i) * apart));
    long last = -1;
    for (long item : wide) {
        BOOST_TEST(item > last);
        last = item;
    }
    BOOST_TEST(last == 3 * apart);
    BOOST_TEST(wide.erase(apart));
    BOOST_TEST(!wide.contains(apart));

    struct string_traits : cc::michael_list::traits {
        using compare = spaceship;
    };
    cc::MichaelKVList<gc, std::string, int, string_traits> names;
    BOOST_TEST(names.insert("b", 2));
    BOOST_TEST(names.insert("a", 1));
    BOOST_TEST(!names.insert("a", 3));
    BOOST_TEST(names.begin()->second == 1);
    struct weak_traits : cc::michael_list::traits {
        using compare = weak_spaceship;
    };
    cc::MichaelList<gc, int, weak_traits> numbers;
    BOOST_TEST(numbers.insert(2));
    BOOST_TEST(numbers.insert(1));
    BOOST_TEST(*numbers.begin() == 1);
}

BOOST_AUTO_TEST_CASE(values_that_only_move_go_through_every_push) {
    using owner = std::unique_ptr<int>;
    cc::MSQueue<gc, owner> queue;
    cc::TreiberStack<gc, owner> stack;
    cc::MichaelList<gc, owner> set;
    cc::MichaelKVList<gc, int, owner> map;
    BOOST_TEST(queue.enqueue(std::make_unique<int>(1)));
    BOOST_TEST(queue.push(std::make_unique<int>(2)));
    BOOST_TEST(queue.emplace(new int(3)));
    BOOST_TEST(stack.push(std::make_unique<int>(1)));
    BOOST_TEST(stack.emplace(new int(2)));
    BOOST_TEST(set.insert(std::make_unique<int>(1)));
    BOOST_TEST(set.insert(std::make_unique<int>(2), [](owner&) {}));
    BOOST_TEST(set.update(std::make_unique<int>(3), [](bool, owner&, owner const&) {}).second);
    BOOST_TEST(map.insert(1, std::make_unique<int>(1)));
    BOOST_TEST(map.update(2, std::make_unique<int>(2), [](bool, auto&) {}).second);
    owner out;
    BOOST_TEST((queue.dequeue(out) && *out == 1));
    BOOST_TEST((stack.pop(out) && *out == 2));
}

BOOST_AUTO_TEST_CASE(final_traits_and_items_serve) {
    cc::MichaelList<gc, final_item, final_list_traits> list;
    BOOST_TEST(list.insert(final_item{1}));
    BOOST_TEST(list.size() == 1u);
    cc::MichaelKVList<gc, int, final_item, final_list_traits> map;
    BOOST_TEST(map.insert(1, final_item{2}));
    cc::MichaelHashSet<gc, cc::MichaelList<gc, int, final_list_traits>, final_set_traits> set(8, 1);
    BOOST_TEST(set.insert(7));
    cc::MSQueue<gc, final_item, final_queue_traits> queue;
    BOOST_TEST(queue.push(final_item{3}));
    cc::TreiberStack<gc, final_item, final_stack_traits> stack;
    BOOST_TEST(stack.push(final_item{4}));
    using composed = cc::michael_list::make_traits<cds::opt::type_traits<final_list_traits>,
                                                   cds::opt::less<std::less<int>>>::type;
    cc::MichaelList<gc, int, composed> other;
    BOOST_TEST(other.insert(1));
    BOOST_TEST(other.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_type_contains_containers_of_itself) {
    directory root;
    BOOST_TEST(root.entries.insert("home"));
    BOOST_TEST(root.entries.find("home", [](auto& pair) { pair.second.entries.insert("me"); }));
    BOOST_TEST(root.entries.get("home")->second.entries.contains("me"));
    root.removed.emplace();
    root.opened.emplace();
    BOOST_TEST(!root.opened.empty());
}

BOOST_AUTO_TEST_CASE(static_containers_are_there_before_the_first_constructor) {
    static_queue.push(1);
    static_stack.push(2);
    static_list.insert(3);
    static_map.insert(4, 4);
    int out = 0;
    BOOST_TEST((static_queue.pop(out) && out == 1));
    BOOST_TEST((static_stack.pop(out) && out == 2));
    BOOST_TEST(static_list.contains(3));
    BOOST_TEST(static_map.contains(4));
    BOOST_TEST(static_intrusive_queue.empty());
}

struct first_part {
    int n = 0;
};
struct second_part {
    int n = 0;
};
struct whole : first_part, second_part {};

BOOST_AUTO_TEST_CASE(a_guard_protects_the_address_that_is_retired_and_no_other) {
    static int disposed = 0;
    struct count {
        void operator()(whole* p) const {
            ++disposed;
            delete p;
        }
    };
    atomics::atomic<second_part*> current{new whole};
    gc::Guard guard;
    // The object is retired as a `whole`: that address the guard must hold, whoever points where.
    second_part* const part =
        guard.protect(current, [](second_part* p) { return static_cast<whole*>(p); });
    auto* const object = static_cast<whole*>(part);
    BOOST_TEST((static_cast<void*>(object) != static_cast<void*>(part)));
    current.store(nullptr);
    gc::retire<count>(object);
    gc::force_dispose();
    BOOST_TEST(disposed == 0);
    guard.clear();
    gc::force_dispose();
    BOOST_TEST(disposed == 1);

    current.store(new whole);
    guard.protect(current); // the address of a part, which nobody retires
    gc::retire<count>(static_cast<whole*>(current.exchange(nullptr)));
    gc::force_dispose();
    BOOST_TEST(disposed == 2);
}

BOOST_AUTO_TEST_CASE(no_guards_are_an_array_too) {
    gc::GuardArray<0> const none;
    BOOST_TEST(none.capacity() == 0u);
    cds::gc::HP const limit(1);
    cds::gc::HP::Guard const only;
    cds::gc::HP::GuardArray<0> const none_of_hp;
    BOOST_TEST(none_of_hp.capacity() == 0u);
    cds::gc::hp::common::guard_array<0> const raw;
    BOOST_TEST(raw.capacity() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
