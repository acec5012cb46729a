// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Many values at a time: what a queue takes or gives in one step has come, or gone, at one moment.

#include <cds/container/faa_queue.h>
#include <cds/container/vyukov_mpmc_cycle_queue.h>
#include <cds/intrusive/basket_queue.h>
#include <cds/intrusive/msqueue.h>
#include <cds_test/segment_queue_types.h>

#include "model_items.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace {

using namespace cds_model;

// --- A queue of digits ---------------------------------------------------------------------------

// Several digits are a number, whose first digit is the oldest.
std::vector<long> digits_of(long number) {
    std::vector<long> digits;
    for (; number != 0; number /= 10)
        digits.insert(digits.begin(), number % 10);
    return digits;
}
long number_of(std::vector<long> const& digits) {
    long number = 0;
    for (long const digit : digits)
        number = number * 10 + digit;
    return number;
}

// put takes the first digits of its argument, and says how many; take gives as many as its key
// says, or fewer. Only a full queue takes none, and only an empty one gives none.
template <std::size_t Capacity>
struct digits_spec {
    enum : int { put, take };
    using state = std::vector<long>;

    static bool apply(state& items, cds_test::operation const& op) {
        if (op.code == put) {
            auto const offered = digits_of(op.argument);
            auto const taken = static_cast<std::size_t>(op.result);
            items.insert(items.end(), offered.begin(), offered.begin() + op.result);
            return items.size() <= Capacity && (taken != 0 || items.size() == Capacity);
        }
        auto const given = digits_of(op.result);
        if (given.size() > static_cast<std::size_t>(op.key) || given.size() > items.size() ||
            !std::equal(given.begin(), given.end(), items.begin()))
            return false;
        bool const right = !given.empty() || items.empty();
        items.erase(items.begin(), items.begin() + static_cast<std::ptrdiff_t>(given.size()));
        return right;
    }
};

// --- Queues that do it in one step ---------------------------------------------------------------

// A value whose every access is checked.
struct value {
    value(long digit) noexcept : content(digit) {}
    value(value&& other) noexcept : content(other.content.get()) {}
    ~value() { content.end(); }

    shared<long> content;
};

struct yielding : cds::container::vyukov_queue::traits {
    using back_off = cds::backoff::yield;
};

class ring {
public:
    using spec = digits_spec<4>;

    long put(std::vector<long> const& digits) {
        return static_cast<long>(queue_.enqueue_batch(digits.begin(), digits.size()));
    }
    std::vector<long> take(std::size_t most) {
        std::vector<long> digits;
        queue_.dequeue_batch([&](value& v) { digits.push_back(v.content.get()); }, most);
        return digits;
    }

private:
    cds::container::VyukovMPMCCycleQueue<value, yielding> queue_{4};
};

template <template <class, class, class> class Queue, class Base>
class linked {
public:
    using spec = digits_spec<99>;

    long put(std::vector<long> const& digits) {
        element& first = items_.take(digits.front());
        element* last = &first;
        for (std::size_t i = 1; i != digits.size(); ++i) {
            element& next = items_.take(digits[i]);
            Queue<gc, element, traits>::join(*last, next);
            last = &next;
        }
        queue_.enqueue_joined(first, *last, digits.size());
        return static_cast<long>(digits.size());
    }
    std::vector<long> take(std::size_t) {
        std::vector<long> digits;
        queue_.dequeue_with([&](element& e) { digits.push_back(e.value.get()); });
        return digits;
    }

private:
    using element = item<typename Base::hook::node_type>;
    struct traits : Base {
        using disposer = recycle<element>;
    };

    item_store<element> items_;
    fresh_domain domain_{3, 2};
    Queue<gc, element, traits> queue_;
};

namespace ms = cds::intrusive::msqueue;
struct ms_traits : ms::traits {
    using hook = ms::base_hook<cds::opt::gc<gc>>;
};
namespace basket = cds::intrusive::basket_queue;
struct basket_traits : basket::traits {
    using hook = basket::base_hook<cds::opt::gc<gc>>;
};
using ms_queue = linked<cds::intrusive::MSQueue, ms_traits>;
using basket_queue = linked<cds::intrusive::BasketQueue, basket_traits>;

template <class Queue>
class user : public model {
public:
    using spec = typename Queue::spec;

    void finish() override {
        while (take(9) != 0)
            continue;
        check_history<spec>(log_);
    }

protected:
    void put(long number) {
        auto const digits = digits_of(number);
        long const n = log_.record(spec::put, 0, number, [&] { return queue_.put(digits); });
        if (n != static_cast<long>(digits.size()))
            reached("took some");
    }
    long take(long most) {
        long const number = log_.record(spec::take, most, 0, [&] {
            return number_of(queue_.take(static_cast<std::size_t>(most)));
        });
        if (number > 9)
            reached("gave many");
        else if (number == 0)
            reached("found empty");
        return number;
    }

    recorder log_;
    Queue queue_;
};

// Producers and a consumer, the ring going round.
template <class Queue>
class many_and_many : public user<Queue> {
public:
    many_and_many() {
        this->put(12);
        this->take(1);
    }
    void thread(unsigned self) override {
        if (self == 0) {
            this->put(34);
            this->take(2);
        } else if (self == 1) {
            this->put(567);
        } else {
            this->take(3);
            this->take(2);
        }
    }
};

// Those who do one at a time meet those who do many.
template <class Queue>
class many_and_one : public user<Queue> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            this->put(12);
            this->put(34);
        } else if (self == 1) {
            this->put(5);
            this->take(1);
            this->put(6);
        } else {
            this->take(4);
            this->take(1);
        }
    }
};

// --- Tickets -------------------------------------------------------------------------------------

struct two_cells : cds::container::faa_queue::traits {
    struct telling : cds::container::faa_queue::empty_stat {
        void onEnqueueRace() const { reached("lost a cell"); }
        void onSegmentDeleted() const { reached("left a segment"); }
    };
    using allocator = CDS_DEFAULT_ALLOCATOR;
    using stat = telling;
    static constexpr std::size_t segment_size = 2;
    static constexpr unsigned patience = 0;
};

// The values of a batch come one after the other: what a producer has put comes out once, and in
// its order.
class tickets : public model {
public:
    void thread(unsigned self) override {
        if (self == 0)
            put({1, 2, 3});
        else if (self == 1)
            put({-1, -2});
        else
            for (int i = 0; i != 3; ++i)
                take();
    }
    void finish() override {
        while (take() != 0)
            continue;
        check(last_ == 3 && last_negative_ == -2, "a value was lost");
    }

private:
    void put(std::vector<long> const& values) {
        for (std::size_t n = 0; n != values.size();)
            n += queue_.enqueue_batch(values.begin() + static_cast<std::ptrdiff_t>(n),
                                      values.size() - n);
    }
    std::size_t take() {
        std::size_t const n = queue_.dequeue_batch(
            [this](value& v) {
                long const taken = v.content.get();
                long& last = taken > 0 ? last_ : last_negative_;
                check(taken == last + (taken > 0 ? 1 : -1), "out of order, or twice");
                last = taken;
            },
            3);
        if (n > 1)
            reached("gave many");
        else if (n == 0)
            reached("found empty");
        return n;
    }

    fresh_domain domain_{3, 2};
    cds::container::FAAQueue<gc, value, two_cells> queue_;
    long last_ = 0;
    long last_negative_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    std::vector<char const*> const both{"gave many", "found empty"};
    return explore(
        argc, argv,
        {{"ring/many_and_many",
          3,
          400,
          make_model<many_and_many<ring>>,
          {"gave many", "took some"}},
         {"ring/many_and_one", 3, 400, make_model<many_and_one<ring>>, both},
         {"ms/many_and_many", 3, 300, make_model<many_and_many<ms_queue>>, {"found empty"}},
         {"ms/many_and_one", 3, 300, make_model<many_and_one<ms_queue>>, {"found empty"}},
         {"basket/many_and_many", 3, 300, make_model<many_and_many<basket_queue>>, {"found empty"}},
         {"basket/many_and_one", 3, 300, make_model<many_and_one<basket_queue>>, {"found empty"}},
         {"faa/tickets",
          3,
          600,
          make_model<tickets>,
          {"gave many", "found empty", "lost a cell", "left a segment"}}});
}
