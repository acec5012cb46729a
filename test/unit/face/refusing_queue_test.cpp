// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A bounded queue without a policy behind the face of queues: it may refuse, and what it refuses
// is not lost.
#include <cds/face/owning_queue.h>
#include <cds_test/allocator.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace {

struct link {};

/// A ring of pointers with a lock.
template <class T>
class ring {
public:
    using value_type = T;
    using back_off = void;
    using item_counter = void;
    using stat = int;
    using memory_model = void;

    explicit ring(std::size_t capacity) : cells_(capacity) {}
    ~ring() { clear(); }
    ring(ring const&) = delete;
    ring& operator=(ring const&) = delete;

    bool enqueue(T& item) {
        std::lock_guard const here(lock_);
        if (count_ == cells_.size())
            return false;
        cells_[(first_ + count_++) % cells_.size()] = &item;
        return true;
    }
    template <class F>
    bool dequeue_with(F&& f) {
        T* taken = nullptr;
        {
            std::lock_guard const here(lock_);
            if (count_ == 0)
                return false;
            taken = cells_[first_];
            first_ = (first_ + 1) % cells_.size();
            --count_;
        }
        std::unique_ptr<T> const owner(taken);
        f(*taken);
        return true;
    }
    void clear() {
        while (dequeue_with([](T&) {})) {}
    }
    bool empty() const { return size() == 0; }
    std::size_t size() const noexcept {
        std::lock_guard const here(lock_);
        return count_;
    }
    stat const& statistics() const noexcept { return none_; }

private:
    mutable std::mutex lock_;
    std::vector<T*> cells_;
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    stat none_ = 0;
};

using shared = std::shared_ptr<int>;
using node = cds::container::details::owning_node<link, shared>;
using factory = cds::container::details::node_factory<node, std::allocator<int>>;
using queue = cds::container::details::owning_queue<ring<node>, shared, factory>;

template <class Q>
concept has_policy = requires { typename Q::gc; };
static_assert(!has_policy<queue>);

} // namespace

BOOST_AUTO_TEST_SUITE(a_queue_that_refuses)

BOOST_AUTO_TEST_CASE(says_so_and_loses_nothing) {
    auto const witness = std::make_shared<int>(1);
    {
        queue q(std::size_t(2));
        BOOST_TEST(q.push(witness));
        BOOST_TEST(q.emplace(witness));
        BOOST_TEST(!q.push(witness));
        BOOST_TEST(!q.enqueue_with([&](shared& s) { s = witness; }));
        BOOST_TEST(witness.use_count() == 3); // what was refused is destroyed
        shared out;
        BOOST_TEST(q.pop(out));
        BOOST_TEST((out == witness));
        out = nullptr;
        BOOST_TEST(witness.use_count() == 2);
        BOOST_TEST(q.push(witness));
        BOOST_TEST(q.size() == 2u);
        q.clear();
        BOOST_TEST(q.empty());
        BOOST_TEST(!q.pop(out));
        BOOST_TEST(q.push(witness));
    }
    BOOST_TEST(witness.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
