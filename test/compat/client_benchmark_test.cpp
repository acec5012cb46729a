// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// As benchmarks and tracers do it: adapters that are partial specialisations over the containers'
// names, policy objects that are there before Initialize() and after Terminate(), and maps that
// are filled before main().

#include <cds/gc/hp.h>
#include <cds/gc/nogc.h>
#include <cds/init.h>
#include <cds/container/michael_kvlist_hp.h>
#include <cds/container/michael_kvlist_nogc.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_map_nogc.h>
#include <cds/container/michael_set.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds/intrusive/michael_set.h>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

/// How the benchmark sees a map, whoever made it.
template <class Map>
struct adapter;

template <class Key, class T>
struct adapter<std::map<Key, T>> {
    std::map<Key, T> map;
    std::mutex lock;
    explicit adapter(std::size_t) {}
    bool put(Key k, T v) {
        std::lock_guard<std::mutex> const held(lock);
        return map.emplace(k, v).second;
    }
};

template <class GC, class List, class Traits>
struct adapter<cc::MichaelHashMap<GC, List, Traits>> {
    typedef cc::MichaelHashMap<GC, List, Traits> map_type;
    map_type map;
    explicit adapter(std::size_t size) : map(size, 4) {}
    bool put(typename map_type::key_type k, typename map_type::mapped_type v) {
        return map.insert(k, v);
    }
};

template <class List>
struct list_parts;
template <class GC, class Key, class T, class Traits>
struct list_parts<cc::MichaelKVList<GC, Key, T, Traits>> {
    typedef GC gc;
};

typedef cc::MichaelKVList<cds::gc::HP, int, int> bucket;
typedef cc::MichaelHashMap<cds::gc::HP, bucket> int_map;
static_assert(std::is_same<list_parts<bucket>::gc, cds::gc::HP>::value, "");

template <class Map>
int fill() {
    adapter<Map> adapted(100);
    int put = 0;
    for (int i = 0; i < 100; ++i)
        put += adapted.put(i % 50, i);
    return put;
}

/// A tracer's names: filled before main(), read when the process ends.
typedef cc::MichaelHashMap<cds::gc::nogc, cc::MichaelKVList<cds::gc::nogc, int, std::string>>
    name_map;
name_map names(100, 1);
bool const named = [] {
    for (int i = 0; i < 100; ++i)
        names.insert(i, "function " + std::to_string(i));
    return true;
}();
struct reads_at_the_end {
    ~reads_at_the_end() {
        if (!named || names.contains(99)->second != "function 99")
            std::abort();
    }
} const at_the_end;

/// An object of an abstract class in a hash set, with its hook as a member.
struct shape {
    explicit shape(int n) : id(n) {}
    virtual ~shape() = default;
    virtual int corners() const = 0;
    int id;
    ci::michael_list::node<cds::gc::HP> hook;
};
struct square : shape {
    using shape::shape;
    int corners() const override { return 4; }
};
struct
    hook_of_shape { // an offset of a class with virtual functions is nothing that one may ask for
    static ci::michael_list::node<cds::gc::HP>* to_node_ptr(shape& s) { return &s.hook; }
    static ci::michael_list::node<cds::gc::HP>* to_node_ptr(shape* s) {
        return s ? &s->hook : nullptr;
    }
    static ci::michael_list::node<cds::gc::HP> const* to_node_ptr(shape const& s) {
        return &s.hook;
    }
    static ci::michael_list::node<cds::gc::HP> const* to_node_ptr(shape const* s) {
        return s ? &s->hook : nullptr;
    }
    static shape* to_value_ptr(ci::michael_list::node<cds::gc::HP>& n) { return from(&n); }
    static shape* to_value_ptr(ci::michael_list::node<cds::gc::HP>* n) {
        return n ? from(n) : nullptr;
    }
    static shape const* to_value_ptr(ci::michael_list::node<cds::gc::HP> const& n) {
        return from(const_cast<ci::michael_list::node<cds::gc::HP>*>(&n));
    }
    static shape const* to_value_ptr(ci::michael_list::node<cds::gc::HP> const* n) {
        return n ? to_value_ptr(*n) : nullptr;
    }

private:
    static shape* from(ci::michael_list::node<cds::gc::HP>* n) {
        static square const model(0);
        auto const offset = reinterpret_cast<char const*>(&model.hook) -
                            reinterpret_cast<char const*>(static_cast<shape const*>(&model));
        return reinterpret_cast<shape*>(reinterpret_cast<char*>(n) - offset);
    }
};
struct by_id { // without const, as many write it
    int operator()(shape const& a, shape const& b) { return a.id - b.id; }
    int operator()(shape const& a, int b) { return a.id - b; }
    int operator()(int a, shape const& b) { return a - b.id; }
};
struct hash_of_id {
    std::size_t operator()(shape const& s) const { return static_cast<std::size_t>(s.id); }
    std::size_t operator()(int id) const { return static_cast<std::size_t>(id); }
};
struct delete_shape {
    void operator()(shape* s) const { delete s; }
};
typedef ci::MichaelList<
    cds::gc::HP, shape,
    ci::michael_list::make_traits<
        ci::opt::hook<ci::michael_list::traits_hook<hook_of_shape, ci::opt::gc<cds::gc::HP>>>,
        ci::opt::compare<by_id>, ci::opt::disposer<delete_shape>>::type>
    shape_list;
typedef ci::MichaelHashSet<cds::gc::HP, shape_list,
                           ci::michael_set::make_traits<ci::opt::hash<hash_of_id>>::type>
    shape_set;

struct no_default {
    explicit no_default(int n) : value(n) {}
    int value;
};

/// A stack written by hand on guards.
class hand_written {
    struct node {
        int value;
        atomics::atomic<node*> next{nullptr};
        node* self() { return this; }
    };
    atomics::atomic<node*> top_{nullptr};
    static void dispose(void* p) { delete static_cast<node*>(p); }

public:
    ~hand_written() {
        int rest;
        while (pop(rest)) {}
    }
    void push(int value) {
        node* const fresh = new node{value};
        node* top = top_.load();
        do
            fresh->next = top;
        while (!top_.compare_exchange_weak(top, fresh));
    }
    bool pop(int& value) {
        cds::gc::HP::GuardArray<2> guards;
        for (;;) {
            node* top = guards.protect(0, top_, [](auto& p) { return p; });
            if (!top)
                return false;
            guards.protect(1, top->next, [](node*& p) -> node* { return p ? p->self() : p; });
            node* const next = guards.get<node>(1);
            if (top_.compare_exchange_strong(top, next)) {
                value = top->value;
                cds::gc::HP::retire(top, dispose);
                return true;
            }
        }
    }
    int peek() {
        cds::gc::HP::Guard guard;
        node* const top = guard.protect(top_, [](node*& p) { return p; });
        return top ? top->value : -1;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(client_benchmark)

BOOST_AUTO_TEST_CASE(adapters_specialise_over_the_names_of_containers) {
    BOOST_TEST((fill<std::map<int, int>>() == 50));
    BOOST_TEST(fill<int_map>() == 50);
}

BOOST_AUTO_TEST_CASE(policy_objects_outlive_Terminate) {
    cds::gc::HP* const before = new cds::gc::HP(int_map::c_nHazardPtrCount + 1, 100, 16);
    cds::Initialize();
    cds::threading::Manager::attachThread();
    BOOST_TEST(fill<int_map>() == 50);
    cds::threading::Manager::detachThread();
    cds::Terminate();
    BOOST_TEST(cds::gc::HP::isUsed());
    BOOST_TEST(fill<int_map>() == 50); // works all the same
    delete before;
    BOOST_TEST(!cds::gc::HP::isUsed());
    BOOST_TEST(fill<int_map>() == 50);
}

BOOST_AUTO_TEST_CASE(a_tracer_keeps_iterators_of_names) {
    BOOST_TEST(names.size() == 100u);
    name_map::const_iterator const found = names.contains(7);
    std::reference_wrapper<name_map::const_iterator const> const kept(found);
    BOOST_TEST(kept.get()->second == "function 7");
    BOOST_TEST((names.contains(100) == names.end()));
}

BOOST_AUTO_TEST_CASE(shapes_of_an_abstract_class_are_found_and_disposed) {
    shape_set shapes(16, 2);
    BOOST_TEST(shapes.insert(*new square(1)));
    BOOST_TEST(shapes.insert(*new square(17)));
    BOOST_TEST(shapes.find(17, [](shape& s, int) { BOOST_TEST(s.corners() == 4); }));
    shape_set::guarded_ptr const got = shapes.get(1);
    BOOST_TEST(got->corners() == 4);
    BOOST_TEST(shapes.erase(1));
    BOOST_TEST(got->id == 1);
    shapes.clear();
    BOOST_TEST(shapes.empty());
}

BOOST_AUTO_TEST_CASE(values_need_no_default_and_maps_are_walked) {
    cc::MichaelKVList<cds::gc::HP, int, no_default> list;
    BOOST_TEST(list.emplace(2, 20));
    BOOST_TEST(list.insert(1, no_default(10)));
    int sum = 0;
    for (auto& pair : list)
        sum += pair.second.value;
    BOOST_TEST(sum == 30);
#if defined(__GNUC__)
#    pragma GCC diagnostic push
#    pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif
    BOOST_TEST(list.find(1)); // deprecated in libcds, too
#if defined(__GNUC__)
#    pragma GCC diagnostic pop
#endif
}

BOOST_AUTO_TEST_CASE(a_structure_by_hand_takes_values_by_reference_where_it_protects) {
    hand_written stack;
    for (int i = 0; i < 10; ++i)
        stack.push(i);
    BOOST_TEST(stack.peek() == 9);
    int value = 0;
    BOOST_TEST((stack.pop(value) && value == 9));
    BOOST_TEST((stack.pop(value) && value == 8));
}

BOOST_AUTO_TEST_SUITE_END()
