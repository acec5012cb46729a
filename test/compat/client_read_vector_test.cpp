// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// As a database engine does it: a vector for readers, replaced as a whole under guards, with the
// engine's own memory pool, threads that the host attaches, and nothing of the library but a GC.

#include <cds/init.h>
#include <cds/gc/dhp.h>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <vector>

namespace {

/// The pool of the engine: it knows its blocks, and ends while the process lives on.
class memory_pool {
public:
    static void* allocate(std::size_t size) {
        ++blocks;
        return std::malloc(size);
    }
    static void release(void* p) {
        if (p != nullptr)
            --blocks;
        std::free(p);
    }
    static std::atomic<int> blocks;
};
std::atomic<int> memory_pool::blocks{0};

/// An array of variable size in one block.
struct array {
    std::size_t size;
    int items[1];

    static array* make(std::size_t size) {
        void* const block = std::malloc(sizeof(array) + size * sizeof(int));
        array* const made = ::new (block) array;
        made->size = size;
        ++alive;
        return made;
    }
    static void dispose(void* p) {
        --alive;
        std::free(p);
    }
    static std::atomic<int> alive;
};
std::atomic<int> array::alive{0};

class shared_read_vector {
public:
    shared_read_vector() : array_(array::make(0)) {}
    ~shared_read_vector() { array::dispose(array_.load()); }

    /// What a reader holds: the guard is a member.
    class read_accessor {
    public:
        explicit read_accessor(shared_read_vector const& v) : array_(guard_.protect(v.array_)) {}
        std::size_t size() const { return array_->size; }
        int operator[](std::size_t i) const { return array_->items[i]; }

    private:
        cds::gc::DHP::Guard guard_;
        array* array_;
    };

    void push_back(int item) {
        std::lock_guard<std::mutex> const lock(writers_);
        array* const old = array_.load();
        array* const fresh = array::make(old->size + 1);
        std::memcpy(fresh->items, old->items, old->size * sizeof(int));
        fresh->items[old->size] = item;
        array_.store(fresh);
        cds::gc::DHP::retire(old, array::dispose);
    }

private:
    atomics::atomic<array*> array_;
    std::mutex writers_;
};

struct engine {
    engine() {
        cds::Initialize();
        cds::gc::dhp::smr::set_memory_allocator(memory_pool::allocate, memory_pool::release);
        cds::gc::dhp::smr::construct();
        cds::threading::Manager::attachThread();
    }
    ~engine() {
        cds::threading::Manager::detachThread();
        cds::gc::dhp::smr::destruct(true);
        cds::gc::dhp::smr::set_memory_allocator(nullptr, nullptr);
        cds::Terminate();
    }
};

void read_and_write(shared_read_vector& shared) {
    cds::threading::Manager::attachThread();
    for (int i = 0; i < 300; ++i) {
        shared.push_back(i);
        shared_read_vector::read_accessor const read(shared);
        int last = 0;
        for (std::size_t n = 0; n < read.size(); ++n)
            last = read[n];
        BOOST_TEST_REQUIRE((last >= 0 && last < 300));
    }
    cds::threading::Manager::detachThread();
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_read_vector)

BOOST_AUTO_TEST_CASE(an_engine_lives_twice_and_gives_its_memory_back) {
    for (int life = 0; life < 2; ++life) {
        {
            engine const running;
            shared_read_vector shared;
            std::vector<std::thread> threads;
            for (int i = 0; i < 3; ++i)
                threads.emplace_back(read_and_write, std::ref(shared));
            for (auto& t : threads)
                t.join();
            BOOST_TEST(shared_read_vector::read_accessor(shared).size() == 900u);
        }
        BOOST_TEST(array::alive == 0);
        BOOST_TEST(memory_pool::blocks == 0);
    }
}

BOOST_AUTO_TEST_SUITE_END()
