// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// As a message broker does it: queues between the threads of pools whose hooks attach and detach,
// in pairs or not; one queue with an allocator of the broker's.

#include <cds/container/msqueue.h>
#include <cds/gc/dhp.h>
#include <cds/init.h>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

namespace {

template <class T>
struct counting_allocator {
    typedef T value_type;
    counting_allocator() noexcept {}
    template <class U>
    counting_allocator(counting_allocator<U> const&) noexcept {}
    T* allocate(std::size_t n) {
        ++blocks();
        return std::allocator<T>().allocate(n);
    }
    void deallocate(T* p, std::size_t n) {
        --blocks();
        std::allocator<T>().deallocate(p, n);
    }
    static std::atomic<int>& blocks() {
        static std::atomic<int> count{0};
        return count;
    }
    bool operator==(counting_allocator const&) const { return true; }
    bool operator!=(counting_allocator const&) const { return false; }
};

struct message {
    explicit message(std::string s) : text(new std::string(std::move(s))) {}
    message(message&&) = default;
    message& operator=(message&&) = default;
    std::unique_ptr<std::string> text;
};

struct traits : public cds::container::msqueue::traits {
    typedef counting_allocator<int> allocator;
};
typedef cds::container::MSQueue<cds::gc::HP, std::string*> inbox;
typedef cds::container::MSQueue<cds::gc::DHP, message, traits> outbox;

/// A pool that does not know how often its hooks are called.
void run_with_hooks(int attaches, int detaches, void (*work)(inbox&, outbox&), inbox& in,
                    outbox& out) {
    for (int i = 0; i < attaches; ++i)
        cds::threading::Manager::attachThread();
    work(in, out);
    for (int i = 0; i < detaches; ++i)
        cds::threading::Manager::detachThread();
}

void forward(inbox& in, outbox& out) {
    for (int i = 0; i < 250;) {
        std::string* taken = nullptr;
        if (!in.pop(taken)) {
            std::this_thread::yield();
            continue;
        }
        std::unique_ptr<std::string> const owner(taken);
        out.push(message("to " + *taken));
        ++i;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(client_broker)

BOOST_AUTO_TEST_CASE(messages_pass_through_pools_with_any_hooks) {
    cds::Initialize();
    {
        cds::gc::HP const hp(67);
        cds::gc::DHP const dhp;
        inbox in;
        outbox out;
        std::vector<std::thread> pool;
        int const hooks[4][2] = {{1, 1}, {2, 1}, {1, 2}, {0, 0}};
        for (auto const& pair : hooks)
            pool.emplace_back(run_with_hooks, pair[0], pair[1], forward, std::ref(in),
                              std::ref(out));
        for (int i = 0; i < 1000; ++i)
            in.push(new std::string(std::to_string(i)));
        for (auto& t : pool)
            t.join();
        std::size_t bytes = 0;
        int messages = 0;
        while (
            out.dequeue_with([&bytes](message& m) { bytes += message(std::move(m)).text->size(); }))
            ++messages;
        BOOST_TEST(messages == 1000);
        BOOST_TEST(bytes == 1000u * 3 + 10 + 2 * 90 + 3 * 900);
    }
    cds::gc::DHP::force_dispose();
    BOOST_TEST(counting_allocator<int>::blocks() == 0);
    cds::Terminate();
}

BOOST_AUTO_TEST_SUITE_END()
