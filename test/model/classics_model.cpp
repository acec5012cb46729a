// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Four mistakes that published code has made, in toy structures. The exhaustive search must find
// each, and must find nothing in the same structure without the mistake.

#include <cds_test/linearizability.h>

#include <array>
#include <sstream>
#include <vector>

#include "model_items.h"

namespace {

using namespace cds_model;
using cds_test::nothing;
template <class T>
using atomic = atomics::atomic<T>;

// --- Hazard pointers for toys --------------------------------------------------------------------

struct node {
    atomic<node*> next{nullptr};
    long value = 0;
    bool disposed = false;
};

// Every access to a node's members goes by here.
node& alive(node* n) {
    check(!n->disposed, "a disposed node is touched");
    return *n;
}

// Two hazard pointers for each fiber. A retire disposes at once of all that nobody guards.
class hazards {
public:
    void guard(unsigned slot, node* n) { mine(slot).store(n); }
    void clear() {
        mine(0).store(nullptr);
        mine(1).store(nullptr);
    }

    // Guards what `from` names, and is sure of it.
    node* protect(unsigned slot, atomic<node*>& from) {
        for (node* n = from.load();;) {
            guard(slot, n);
            node* const again = from.load();
            if (again == n)
                return n;
            n = again;
        }
    }

    // The nodes that can be used again.
    std::vector<node*> retire(node* n) {
        in_one_step const scan(in_one_step::start::as_a_step_with_barrier);
        retired_.push_back(n);
        std::vector<node*> free;
        std::erase_if(retired_, [&](node* r) {
            if (is_guarded(r))
                return false;
            free.push_back(r);
            return true;
        });
        return free;
    }
    void retire_and_dispose(node* n) {
        for (node* const free : retire(n))
            free->disposed = true;
    }

private:
    atomic<node*>& mine(unsigned slot) {
        return slots_[static_cast<unsigned>(current_fiber() + 1)][slot];
    }
    bool is_guarded(node* n) {
        for (auto& of_one : slots_)
            for (auto& slot : of_one)
                if (slot.load() == n)
                    return true;
        return false;
    }

    std::array<std::array<atomic<node*>, 2>, max_fibers + 1> slots_{};
    std::vector<node*> retired_;
};

// --- A queue whose enqueue guards the tail and does not look again -------------------------------

template <bool LooksAgain>
class queue_model : public model {
public:
    queue_model() {
        head_.store(&nodes_[0]);
        tail_.store(&nodes_[0]);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            enqueue(nodes_[1], 10);
        } else {
            enqueue(nodes_[2], 20);
            dequeue();
        }
    }
    void finish() override {
        while (dequeue() != nothing)
            continue;
        check_history<cds_test::queue_spec>(log_);
    }

private:
    void enqueue(node& fresh, long value) {
        fresh.value = value;
        log_.record(cds_test::queue_spec::enqueue, 0, value, [&] {
            for (;;) {
                node* const last = guarded_tail();
                node* next = alive(last).next.load();
                if (next != nullptr)
                    tail_.compare_exchange_strong(last_is(last), next);
                else if (alive(last).next.compare_exchange_strong(next, &fresh))
                    return tail_.compare_exchange_strong(last_is(last), &fresh), hazards_.clear(),
                           1;
            }
        });
    }
    long dequeue() {
        return log_.record(cds_test::queue_spec::dequeue, 0, 0, [&] {
            for (;;) {
                node* dummy = hazards_.protect(0, head_);
                node* const oldest = hazards_.protect(1, alive(dummy).next);
                if (oldest == nullptr)
                    return hazards_.clear(), nothing;
                if (head_.load() != dummy)
                    continue;
                if (tail_.load() == dummy)
                    tail_.compare_exchange_strong(last_is(dummy), oldest);
                long const value = alive(oldest).value;
                if (head_.compare_exchange_strong(last_is(dummy), oldest)) {
                    hazards_.clear();
                    hazards_.retire_and_dispose(dummy);
                    return value;
                }
            }
        });
    }

    node* guarded_tail() {
        if constexpr (LooksAgain)
            return hazards_.protect(0, tail_);
        node* const last = tail_.load();
        hazards_.guard(0, last);
        return last;
    }
    // A compare needs a variable that it may change.
    node*& last_is(node* n) { return expected_[static_cast<unsigned>(current_fiber() + 1)] = n; }

    recorder log_;
    hazards hazards_;
    node nodes_[3];
    node* expected_[max_fibers + 1]{};
    atomic<node*> head_{nullptr};
    atomic<node*> tail_{nullptr};
};

// --- A list whose walk goes on from erased nodes (Harris's under hazard pointers) ----------------

struct list_node {
    // The lowest bit says that this node is erased.
    atomic<std::uintptr_t> next{0};
    long key = 0;
    bool disposed = false;
};

template <bool LeavesErasedNodes>
class list_model : public model {
public:
    list_model() {
        for (unsigned i = 0; i != 3; ++i) {
            nodes_[i].key = long{i} + 1;
            nodes_[i].next.store(i == 2 ? 0 : word_of(&nodes_[i + 1]));
        }
        head_.store(word_of(&nodes_[0]));
    }

    void thread(unsigned self) override {
        if (self == 0) {
            contains(3);
        } else {
            erase_first();
            erase_first();
        }
    }

private:
    static constexpr std::uintptr_t erased = 1;
    static std::uintptr_t word_of(list_node* n) { return reinterpret_cast<std::uintptr_t>(n); }
    static list_node* node_of(std::uintptr_t word) {
        return reinterpret_cast<list_node*>(word & ~erased);
    }

    // Walks with two guards, one step behind the other.
    bool contains(long key) {
        for (;;) {
            atomic<std::uintptr_t>* from = &head_;
            std::uintptr_t seen = from->load();
            for (unsigned slot = 0; node_of(seen) != nullptr; slot ^= 1U) {
                list_node* const n = node_of(seen);
                slots_[slot].store(n);
                if (from->load() != seen)
                    break; // the link has changed
                check(!n->disposed, "a disposed node is touched");
                if (n->key == key)
                    return true;
                from = &n->next;
                seen = from->load();
                if (LeavesErasedNodes && (seen & erased) != 0)
                    break; // an erased node's link never changes, and says nothing of the next one
            }
            if (node_of(seen) == nullptr)
                return false;
            wait_a_little(); // and begin anew, when the eraser has gone on
        }
    }

    void erase_first() {
        list_node* const n = node_of(head_.load());
        std::uintptr_t const next = n->next.fetch_or(erased);
        head_.store(next);
        in_one_step const scan(in_one_step::start::as_a_step_with_barrier);
        retired_.push_back(n);
        for (list_node* const r : retired_)
            if (slots_[0].load() != r && slots_[1].load() != r)
                r->disposed = true;
    }

    list_node nodes_[3];
    atomic<std::uintptr_t> head_{0};
    atomic<list_node*> slots_[2]{nullptr, nullptr}; // of the one who walks
    std::vector<list_node*> retired_;
};

// --- Stacks that use nodes again: without a guard, and with a tag that overflows -----------------

struct untagged {
    static constexpr std::uint64_t tags = 1;
};
template <unsigned Bits>
struct tagged {
    static constexpr std::uint64_t tags = std::uint64_t{1} << Bits;
};

// The top is the number of a node, from 1, beside a tag that each push advances.
template <class Tag>
class stack_model : public model {
public:
    // The first fiber pops once. The second pops two nodes, pushes one of them after `pushes` - 1
    // others that have come and gone.
    explicit stack_model(std::uint64_t pushes) : pushes_(pushes) {
        push(2, 20);
        push(1, 10);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            pop();
            return;
        }
        std::uint64_t const first = pop();
        pop();
        {
            in_one_step const together(in_one_step::start::as_a_step_with_barrier);
            for (std::uint64_t i = 1; i < pushes_; ++i) {
                link(3);
                unlink();
            }
        }
        if (first != 0)
            push(first, 30);
    }

    void finish() override {
        while (pop() != 0)
            continue;
        check_history<cds_test::stack_spec>(log_);
    }

private:
    static constexpr std::uint64_t number_of(std::uint64_t top) { return top & 0xFF; }
    static constexpr std::uint64_t next_tag(std::uint64_t top) {
        return ((top >> 8) + 1) % Tag::tags << 8;
    }

    void link(std::uint64_t n) {
        std::uint64_t top = top_.load();
        do
            next_[n].store(number_of(top));
        while (!top_.compare_exchange_strong(top, next_tag(top) | n));
    }
    std::uint64_t unlink() {
        std::uint64_t top = top_.load();
        while (number_of(top) != 0) {
            std::uint64_t const next = next_[number_of(top)].load();
            if (top_.compare_exchange_strong(top, (top & ~std::uint64_t{0xFF}) | next))
                return number_of(top);
        }
        return 0;
    }

    void push(std::uint64_t n, long value) {
        value_[n] = value;
        log_.record(cds_test::stack_spec::push, 0, value, [&] { return link(n), 1; });
    }
    std::uint64_t pop() {
        std::uint64_t n = 0;
        log_.record(cds_test::stack_spec::pop, 0, 0, [&] {
            n = unlink();
            return n == 0 ? nothing : value_[n];
        });
        return n;
    }

    std::uint64_t const pushes_;
    recorder log_;
    atomic<std::uint64_t> top_{0};
    atomic<std::uint64_t> next_[4]{0, 0, 0, 0};
    long value_[4]{};
};

template <class Tag>
model_maker stack(std::uint64_t pushes) {
    return [pushes] { return std::make_unique<stack_model<Tag>>(pushes); };
}

// --- A stack under hazard pointers, or without ---------------------------------------------------

template <bool Guards>
class guarded_stack : public model {
public:
    guarded_stack() {
        for (long const value : {10, 20, 30})
            push(nodes_[value / 10 - 1], value);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            pop();
            return;
        }
        std::vector<node*> free = pop();
        std::vector<node*> const more = pop();
        free.insert(free.end(), more.begin(), more.end());
        if (!free.empty())
            push(*free.front(), 40);
    }
    void finish() override {
        while (top_.load() != nullptr)
            pop();
        check_history<cds_test::stack_spec>(log_);
    }

private:
    void push(node& fresh, long value) {
        fresh.value = value;
        log_.record(cds_test::stack_spec::push, 0, value, [&] {
            node* top = top_.load();
            do
                fresh.next.store(top);
            while (!top_.compare_exchange_strong(top, &fresh));
            return 1;
        });
    }
    // What is free by now.
    std::vector<node*> pop() {
        node* popped = nullptr;
        log_.record(cds_test::stack_spec::pop, 0, 0, [&] {
            for (;;) {
                popped = Guards ? hazards_.protect(0, top_) : top_.load();
                if (popped == nullptr)
                    return nothing;
                node* const next = popped->next.load();
                node* top = popped;
                if (top_.compare_exchange_strong(top, next))
                    return popped->value;
            }
        });
        hazards_.clear();
        return popped == nullptr ? std::vector<node*>{} : hazards_.retire(popped);
    }

    recorder log_;
    hazards hazards_;
    node nodes_[3];
    atomic<node*> top_{nullptr};
};

constexpr char const* touched = "a disposed node is touched";
constexpr char const* wrong_order = "not linearizable";

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {small({"a queue", 2, 0, make_model<queue_model<true>>, {}}),
         must_fail(touched, {"a queue that does not read its tail again",
                             2,
                             0,
                             make_model<queue_model<false>>,
                             {}}),
         small({"a list", 2, 0, make_model<list_model<true>>, {}}),
         must_fail(
             touched,
             {"a list that walks on from erased nodes", 2, 0, make_model<list_model<false>>, {}}),
         small({"a stack with guards", 2, 0, make_model<guarded_stack<true>>, {}}),
         must_fail(wrong_order,
                   {"a stack without guards", 2, 0, make_model<guarded_stack<false>>, {}}),
         small({"a stack with tags", 2, 0, stack<tagged<16>>(2), {}}),
         must_fail(wrong_order, {"a stack without tags", 2, 0, stack<untagged>(1), {}}),
         must_fail(wrong_order, {"a tag of one bit", 2, 0, stack<tagged<1>>(2), {}}),
         must_fail(wrong_order,
                   {"a tag of 16 bits, 65536 pushes later", 2, 0, stack<tagged<16>>(65536), {}})},
        manner::exhaustive);
}
