// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Containers over a `std::pmr::memory_resource`: every node comes from it and goes back to it, also
// when its container is gone by then.

#include <cds/container/feldman_hashmap_dhp.h>
#include <cds/container/iterable_kvlist_dhp.h>
#include <cds/container/lazy_kvlist_hp.h>
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_kvlist_nogc.h>
#include <cds/container/michael_list_dhp.h>
#include <cds/container/michael_map.h>
#include <cds/container/michael_map_nogc.h>
#include <cds/container/michael_set.h>
#include <cds/container/mspriority_queue.h>
#include <cds/container/msqueue.h>
#include <cds/container/skip_list_map_dhp.h>
#include <cds/container/treiber_stack.h>
#include <cds_test/gc_policies.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory_resource>
#include <new>
#include <string>
#include <tuple>
#include <utility>

namespace {

namespace cc = cds::container;
using memory = std::pmr::polymorphic_allocator<std::byte>;

/// Counts what it has handed out, and fails when it is told to.
class counting_resource : public std::pmr::memory_resource {
public:
    ~counting_resource() override { BOOST_TEST(outstanding == 0); }
    std::atomic<long> outstanding{0};
    std::atomic<long> calls{0};
    std::atomic<bool> is_empty{false};

private:
    void* do_allocate(std::size_t bytes, std::size_t alignment) override {
        if (is_empty)
            throw std::bad_alloc();
        ++outstanding;
        ++calls;
        return std::pmr::new_delete_resource()->allocate(bytes, alignment);
    }
    void do_deallocate(void* p, std::size_t bytes, std::size_t alignment) override {
        --outstanding;
        std::pmr::new_delete_resource()->deallocate(p, bytes, alignment);
    }
    bool do_is_equal(std::pmr::memory_resource const& other) const noexcept override {
        return this == &other;
    }
};

/// No allocation may go past the resources that containers were made with.
class no_default_resource {
public:
    no_default_resource()
        : before_(std::pmr::set_default_resource(std::pmr::null_memory_resource())) {}
    ~no_default_resource() { std::pmr::set_default_resource(before_); }
    no_default_resource(no_default_resource const&) = delete;
    no_default_resource& operator=(no_default_resource const&) = delete;

private:
    std::pmr::memory_resource* before_;
};

struct list_traits : cc::michael_list::traits {
    using allocator = memory;
    using item_counter = cds::atomicity::item_counter;
};
struct table_traits : cc::michael_map::traits {
    using allocator = memory;
};
template <class GC>
using list = cc::MichaelKVList<GC, std::pmr::string, std::pmr::string, list_traits>;
template <class GC>
struct table : cc::MichaelHashMap<GC, list<GC>, table_traits> {
    explicit table(memory const& from) : table::MichaelHashMap(8, 1, from) {}
};
template <class Defaults>
struct from_memory : Defaults {
    using allocator = memory;
    using item_counter = cds::atomicity::item_counter;
};
using lazy_list = cc::LazyKVList<cds::gc::HP, std::pmr::string, std::pmr::string,
                                 from_memory<cc::lazy_list::traits>>;
using iterable_list = cc::IterableKVList<cds_test::tiny_DHP, std::pmr::string, std::pmr::string,
                                         from_memory<cc::iterable_list::traits>>;
using skip_list = cc::SkipListMap<cds::gc::DHP, std::pmr::string, std::pmr::string,
                                  from_memory<cc::skip_list::traits>>;
struct trie_traits : from_memory<cc::feldman_hashmap::traits> {
    using hash = std::hash<std::pmr::string>;
};
using trie = cc::FeldmanHashMap<cds::gc::DHP, std::pmr::string, std::pmr::string, trie_traits>;
using maps = std::tuple<list<cds::gc::HP>, list<cds::gc::DHP>, list<cds_test::tiny_DHP>,
                        table<cds::gc::HP>, table<cds::gc::DHP>, table<cds_test::tiny_DHP>,
                        lazy_list, iterable_list, skip_list, trie>;

struct queue_traits : cc::msqueue::traits {
    using allocator = memory;
};
struct stack_traits : cc::treiber_stack::traits {
    using allocator = memory;
};
using bags = std::tuple<cc::MSQueue<cds::gc::HP, std::pmr::string, queue_traits>,
                        cc::MSQueue<cds_test::tiny_DHP, std::pmr::string, queue_traits>,
                        cc::TreiberStack<cds::gc::DHP, std::pmr::string, stack_traits>,
                        cc::TreiberStack<cds_test::tiny_DHP, std::pmr::string, stack_traits>>;

char const long_text[] = "a text that is too long to be kept within the string itself";

} // namespace

BOOST_AUTO_TEST_SUITE(pmr)

BOOST_AUTO_TEST_CASE_TEMPLATE(nodes_keys_and_values_come_from_the_resource, Map, maps) {
    counting_resource resource;
    {
        no_default_resource const nowhere_else;
        Map m(&resource);
        long const buckets = resource.outstanding;
        BOOST_TEST(m.insert("key", long_text));
        BOOST_TEST(resource.outstanding == buckets + 2); // the node, and the value's text
        BOOST_TEST((m.get("key")->second.get_allocator().resource() == &resource));
        BOOST_TEST((m.get_allocator().resource() == &resource));
        BOOST_TEST(!m.emplace("key", long_text));
        BOOST_TEST(resource.outstanding == buckets + 2);
        BOOST_TEST(!m.insert_or_assign("key", "short"));
        BOOST_TEST(m.erase("key"));
        for (char c = 'a'; c != 'z'; ++c)
            m.insert(std::pmr::string(1, c, &resource), long_text);
    }
    BOOST_TEST(Map::gc::drain());
    BOOST_TEST(resource.outstanding == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_retired_node_finds_its_resource_after_the_container, Map, maps) {
    counting_resource first;
    counting_resource second;
    typename Map::guarded_ptr held;
    {
        Map one(&first);
        Map other(&second);
        one.insert("key", "one");
        other.insert("key", "other");
        held = one.get("key");
    }
    Map::gc::force_dispose();
    BOOST_TEST(second.outstanding == 0);
    BOOST_TEST(first.outstanding == 1); // what is held is there, and its resource must be, too
    BOOST_TEST(held->second == "one");
    held.release();
    BOOST_TEST(Map::gc::drain());
    BOOST_TEST(first.outstanding == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_resource_without_memory_changes_nothing, Map, maps) {
    counting_resource resource;
    {
        Map m(&resource);
        m.insert("key", long_text);
        std::pmr::string const key("key");
        resource.is_empty = true;
        BOOST_CHECK_THROW(m.insert("other", "value"), std::bad_alloc);
        BOOST_CHECK_THROW(m.insert_or_assign("key", "value"), std::bad_alloc);
        resource.is_empty = false;
        BOOST_TEST(m.size() == 1u);
        BOOST_TEST((m.get(key)->second == long_text));
    }
    BOOST_TEST(Map::gc::drain());
}

BOOST_AUTO_TEST_CASE_TEMPLATE(stacks_and_queues_use_the_resource, Bag, bags) {
    using gc = typename Bag::gc;
    counting_resource resource;
    {
        no_default_resource const nowhere_else;
        Bag bag(&resource);
        for (int i = 0; i != 20; ++i)
            bag.push(std::pmr::string(long_text, &resource));
        BOOST_TEST(resource.outstanding == 40);
        for (int i = 0; i != 10; ++i)
            BOOST_TEST((bag.pop().value() == long_text));
    }
    BOOST_TEST(gc::drain());
    BOOST_TEST(resource.outstanding == 0);
}

BOOST_AUTO_TEST_CASE(a_priority_queue_uses_the_resource) {
    struct traits : cc::mspriority_queue::traits {
        using allocator = memory;
    };
    counting_resource resource;
    {
        no_default_resource const nowhere_else;
        cc::MSPriorityQueue<std::pmr::string, traits> queue(8, &resource);
        queue.emplace("b");
        queue.emplace("c");
        queue.emplace(long_text);
        BOOST_TEST(resource.outstanding == 4);
        BOOST_TEST((queue.pop().value() == "c"));
        BOOST_TEST(resource.outstanding == 3);
    }
    BOOST_TEST(resource.outstanding == 0);
}

BOOST_AUTO_TEST_CASE(where_nothing_is_erased_nodes_go_back_at_once) {
    using gc = cds::gc::nogc;
    counting_resource resource;
    {
        no_default_resource const nowhere_else;
        cc::MichaelHashMap<gc, list<gc>, table_traits> m(8, 1, &resource);
        m.insert("one", long_text);
        long const before = resource.outstanding;
        m.clear();
        BOOST_TEST(resource.outstanding == before - 2);
    }
    BOOST_TEST(resource.outstanding == 0);
}

BOOST_AUTO_TEST_CASE(several_threads_share_a_resource) {
    counting_resource resource;
    {
        cc::MichaelHashMap<cds::gc::DHP, list<cds::gc::DHP>, table_traits> m(64, 1, &resource);
        cds_test::run_threads(3, [&](std::size_t self) {
            for (int i = 0; i != 2000; ++i) {
                std::pmr::string const key(std::to_string((i + static_cast<int>(self)) % 50));
                if (i % 3 == 0)
                    m.erase(key);
                else
                    m.insert_or_assign(key, long_text);
            }
        });
    }
    BOOST_TEST(cds::gc::DHP::drain());
    BOOST_TEST(resource.outstanding == 0);
}

BOOST_AUTO_TEST_SUITE_END()
