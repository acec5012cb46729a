// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The slot manager: its free list against ABA, its counter, the lock and the last guard of a slot.

#include <cds/memory/slot_manager.h>

#include <cds_test/linearizability.h>

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "model_items.h"
#include "scheduler/explore.h"
#include "scheduler/shared.h"

namespace {

using namespace cds_model;
using cds::memory::slot_error;
using cds::memory::slot_handle;

// --- The free list -------------------------------------------------------------------------------

struct counted_stack_spec : cds_test::stack_spec {
    enum : int { size = 2 };

    static bool apply(state& items, cds_test::operation const& op) {
        if (op.code == size)
            return op.result == static_cast<long>(items.size());
        return cds_test::stack_spec::apply(items, op);
    }
};

// Tags that begin anew after the first changes; no waiting, so that nothing is left to the fibers'
// patience.
using list = cds::memory::details::slot_free_list<std::allocator<int>, cds::backoff::empty>;

// Indexes are taken and given back; who has one writes to what it stands for.
class free_list_user : public model {
protected:
    explicit free_list_user(std::uint32_t capacity) : free_(capacity, 0xFFFF'FFFE, {}) {
        std::vector<std::uint32_t> all;
        for (std::uint32_t i = 0; i != capacity; ++i)
            all.push_back(free_.pop());
        for (std::uint32_t i = capacity; i-- != 0;)
            push(all[i]);
    }

    // Within the operation, whose end is a fence.
    std::uint32_t pop_and_note(std::uint32_t number) {
        std::uint32_t const index = pop([&](std::uint32_t i) { free_.note(i, number); });
        check(free_.noted(index) == number, "what was noted is another number");
        reached("noted");
        return index;
    }

    std::uint32_t pop() {
        return pop([](std::uint32_t) {});
    }
    template <class AtOnce>
    std::uint32_t pop(AtOnce use) {
        std::uint32_t index = list::none;
        log_.record(counted_stack_spec::pop, 0, 0, [&] {
            index = free_.pop();
            if (index != list::none)
                use(index);
            return index == list::none ? cds_test::nothing : static_cast<long>(index);
        });
        if (index != list::none) {
            check(!owned_[index], "an index was handed out twice");
            owned_[index] = true;
            if (used_[index].get() != 0)
                reached("reused");
            used_[index].set(used_[index].get() + 1);
        }
        return index;
    }

    void push(std::uint32_t index) {
        if (index == list::none)
            return;
        used_[index].set(used_[index].get() + 1);
        owned_[index] = false;
        log_.record(counted_stack_spec::push, 0, index, [&] {
            free_.push(index);
            return 1L;
        });
    }

    void size() {
        long const n = log_.record(counted_stack_spec::size, 0, 0,
                                   [&] { return static_cast<long>(free_.size()); });
        reached(n == 1 ? "counted one" : n == 2 ? "counted two" : "counted three");
    }

    void all_are_free_once(std::uint32_t capacity) {
        size();
        for (std::uint32_t i = 0; i != capacity; ++i)
            check(pop() != list::none, "an index was lost");
        check(pop() == list::none, "an index is on the list twice");
        check_history<counted_stack_spec>(log_);
    }

private:

    list free_;
    shared<int> used_[3];
    bool owned_[3] = {};
    recorder log_;
};

// A stalled pop against pops and pushes that bring the same top back.
class pops_and_pushes : public free_list_user {
public:
    pops_and_pushes() : free_list_user(3) {}

    void thread(unsigned self) override {
        std::uint32_t const a = pop();
        if (self == 0) {
            push(a);
            return;
        }
        std::uint32_t const b = pop();
        push(a);
        std::uint32_t const c = pop();
        push(b);
        push(c);
    }
    void finish() override { all_are_free_once(3); }
};

// The number of free slots, asked for while they come and go. The link of the top that was counted
// is rewritten for a depth that the list never had while it was asked.
class counting : public free_list_user {
public:
    counting() : free_list_user(3), spare_(pop()) {}

    void thread(unsigned self) override {
        if (self == 0) {
            size();
            size();
        } else {
            std::uint32_t const top = pop();
            push(spare_);
            push(top);
        }
    }
    void finish() override { all_are_free_once(3); }

private:
    std::uint32_t const spare_;
};

// The number of free slots, asked for while the owner of what was the top keeps a number in its
// link.
class noting : public free_list_user {
public:
    noting() : free_list_user(3) {}

    void thread(unsigned self) override {
        if (self == 0) {
            size();
            size();
        } else {
            push(pop_and_note(7));
        }
    }
    void finish() override { all_are_free_once(3); }
};

// --- The slots -----------------------------------------------------------------------------------

// A payload is a view of what stands for the memory it lies in: memory that is used again must have
// been left, in the order of happens-before, by everybody that had it before.
class payload {
public:
    explicit payload(int value) { memory().set(value); }
    payload(payload const&) = delete;
    payload& operator=(payload const&) = delete;
    ~payload() {
        check(memory().get() != gone, "destroyed twice");
        memory().set(gone);
        if (last_words != nullptr)
            (void)last_words->get();
        reached("destroyed");
    }

    int get() const {
        int const value = memory().get();
        check(value != gone, "a destroyed payload is read");
        return value;
    }
    void set(int value) {
        check(memory().get() != gone, "a destroyed payload is written");
        memory().set(value);
    }

    static void forget_all() {
        memories().clear();
        last_words = nullptr;
    }

    // What the thread that frees writes before it does, and the destructor reads.
    inline static shared<int> const* last_words = nullptr;

private:
    static constexpr int gone = -1;

    static std::map<payload const*, std::unique_ptr<shared<int>>>& memories() {
        static std::map<payload const*, std::unique_ptr<shared<int>>> all;
        return all;
    }
    shared<int>& memory() const {
        std::unique_ptr<shared<int>>& cell = memories()[this];
        if (!cell)
            cell = std::make_unique<shared<int>>();
        return *cell;
    }
};

struct traits : cds::memory::slot_manager_traits {
    using back_off = cds::backoff::empty;
    using lock_back_off = cds::backoff::yield;
    static constexpr std::uint32_t first_generation = 0xFFFF'FFFF;
};

class slots : public model {
protected:
    using manager_type = cds::memory::slot_manager<payload, int, traits>;

    explicit slots(std::size_t capacity) : manager_(capacity) { payload::forget_all(); }

    slot_handle store(int value) {
        auto const handle = manager_.store(value, value);
        check(handle.has_value(), "no slot, although one must be free");
        return *handle;
    }

    // Every payload counts up from a multiple of ten, which is its header.
    template <class Guard>
    static bool look(Guard const& guard) {
        return guard->get() / 10 * 10 == guard.header();
    }

    void read(slot_handle handle, int header = 10) {
        auto guard = manager_.try_read(handle);
        if (guard) {
            check(guard->header() == header && look(*guard), "another's payload is read");
            reached("read");
        } else {
            reached(guard.error() == slot_error::busy ? "busy" : "stale");
        }
    }

    void free(slot_handle handle) {
        slot_error const error = manager_.try_free(handle);
        if (error == slot_error::none)
            ++freed_;
        else
            reached("double free");
    }

    void nothing_is_left() {
        check(manager_.available() == manager_.capacity(), "a slot is lost");
        std::vector<slot_handle> all;
        for (std::size_t i = 0; i != manager_.capacity(); ++i)
            all.push_back(store(10));
        check(!manager_.store(0, 0), "a slot is on the free list twice");
    }

    manager_type manager_;
    int freed_ = 0;
};

// Two threads free one handle while a third reads through it; the slot is used again at once.
class free_beside_readers : public slots {
public:
    free_beside_readers() : slots(1) { handle_ = store(10); }

    void thread(unsigned self) override {
        if (self == 0) {
            read(handle_);
            read(handle_);
            return;
        }
        free(handle_);
        if (auto const next = manager_.store(20, 20)) {
            reached("reused");
            read(*next, 20);
            check(manager_.try_free(*next) == slot_error::none, "another freed our slot");
        }
        free(handle_);
    }
    void finish() override {
        check(freed_ == 1, "one handle was freed not once");
        nothing_is_left();
    }

private:
    slot_handle handle_;
};

// Readers, a writer and a look at the header; the slot is freed under all of them.
class guards_outlive_free : public slots {
public:
    guards_outlive_free() : slots(1) {
        handle_ = store(10);
        payload::last_words = &last_words_;
    }

    void thread(unsigned self) override {
        if (self == 0) {
            read(handle_);
        } else if (self == 1) {
            auto guard = manager_.try_write(handle_);
            last_words_.set(1);
            if (guard) {
                free(handle_);
                (*guard)->set((*guard)->get() + 1);
                reached("written after free");
            } else {
                free(handle_);
            }
        } else if (auto guard = manager_.try_header(handle_)) {
            check(**guard == 10, "another's header");
            reached("header");
        }
    }
    void finish() override {
        check(freed_ == 1, "one handle was freed not once");
        payload::last_words = nullptr;
        nothing_is_left();
    }

private:
    shared<int> last_words_;
    slot_handle handle_;
};

// Writers and readers that wait for each other, and all get in.
class turns : public slots {
public:
    turns() : slots(1) { handle_ = store(10); }

    void thread(unsigned self) override {
        if (self == 2) {
            int const first = manager_.read(handle_)->get();
            int const second = manager_.read(handle_)->get();
            check(first <= second, "a later reader sees less");
            reached(first != second ? "a writer between readers" : "no writer between");
        } else {
            for (int i = 0; i != 2; ++i) {
                auto const guard = manager_.write(handle_);
                (*guard).set(guard->get() + 1);
                if (manager_.try_read(handle_).error() == slot_error::busy)
                    reached("excluded");
                check(*manager_.header(handle_) == 10, "the header is not to be seen");
            }
        }
    }
    void finish() override {
        check(manager_.read(handle_)->get() == 14, "a write was lost");
        manager_.free(handle_);
        nothing_is_left();
    }

private:
    slot_handle handle_;
};

// Waiting for the guards of a slot, and for nobody else's.
class free_and_wait : public slots {
public:
    free_and_wait() : slots(1) { handle_ = store(10); }

    void thread(unsigned self) override {
        if (self == 0) {
            manager_.free_and_wait(handle_);
            auto const next = manager_.store(20, 20);
            check(next.has_value(), "the slot is not back");
            manager_.free(*next);
        } else if (self == 1) {
            if (auto guard = manager_.try_write(handle_)) {
                (*guard)->set((*guard)->get() + 1);
                reached("written");
            }
        } else {
            read(handle_);
            if (auto guard = manager_.try_header(handle_))
                reached("header");
        }
    }
    void finish() override { nothing_is_left(); }

private:
    slot_handle handle_;
};

// A payload is stored in one thread and found by another through a plain message.
class hand_over : public slots {
public:
    hand_over() : slots(2) {}

    void thread(unsigned self) override {
        if (self == 0) {
            slot_handle const handle = store(10);
            // relaxed: the guard must bring along what store has built
            message_.store(handle.to_word(), atomics::memory_order_relaxed);
            return;
        }
        // relaxed: see above
        std::uint64_t const word = message_.load(atomics::memory_order_relaxed);
        if (word == 0)
            return;
        slot_handle const handle = slot_handle::from_word(word);
        read(handle);
        if (self == 1)
            free(handle);
    }
    void finish() override {
        // relaxed: the fibers have ended
        std::uint64_t const word = message_.load(atomics::memory_order_relaxed);
        if (freed_ == 0)
            manager_.free(slot_handle::from_word(word));
        nothing_is_left();
    }

private:
    atomics::atomic<std::uint64_t> message_{0};
};

// A payload that frees another when it is destroyed.
class owner : public payload {
public:
    struct plan {
        int value;
        cds::memory::slot_manager<owner, int, traits>* manager;
        slot_handle owned;
    };
    explicit owner(plan const& p) : payload(p.value), plan_(p) {}
    ~owner() {
        ++destroyed;
        if (plan_.owned != slot_handle() &&
            plan_.manager->try_free(plan_.owned) == slot_error::double_free)
            reached("freed before");
    }
    inline static std::atomic<int> destroyed{0}; // counted by everybody, and ordering nobody

private:
    plan plan_;
};

// A chain of three is freed at its end and in its middle, while a guard keeps one of it and others
// use the slots that come back; the links of the free list are what waiting payloads are kept by.
class chain : public model {
public:
    chain() : manager_(3) {
        payload::forget_all();
        owner::destroyed = 0;
        for (slot_handle& h : links_)
            h = *manager_.store(
                10, owner::plan{10, &manager_, &h != links_ ? *(&h - 1) : slot_handle()});
    }

    void thread(unsigned self) override {
        if (self == 0) {
            manager_.free(links_[2]);
        } else if (self == 1) {
            if (auto guard = manager_.try_read(links_[1])) {
                check((*guard)->get() == 10, "another's payload is read");
                (void)manager_.try_free(links_[1]);
                reached("freed under a guard");
            }
        } else {
            std::size_t const free = manager_.available();
            check(free <= 3, "more slots are free than there are");
            if (auto const mine = manager_.store(20, owner::plan{20, nullptr, {}})) {
                reached("reused");
                check(manager_.read(*mine)->get() == 20, "another's payload is read");
                manager_.free(*mine);
                ++others_;
            }
        }
    }
    void finish() override {
        check(owner::destroyed == 3 + others_, "a payload was destroyed not once");
        check(manager_.available() == 3, "a slot is lost");
        for (int i = 0; i != 3; ++i)
            check(manager_.store(0, owner::plan{0, nullptr, {}}).has_value(), "a slot is lost");
        check(!manager_.store(0, owner::plan{0, nullptr, {}}), "a slot is free twice");
    }

private:
    cds::memory::slot_manager<owner, int, traits> manager_;
    slot_handle links_[3];
    int others_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"pops_and_pushes", 2, 600, make_model<pops_and_pushes>, {"reused"}},
         {"counting", 2, 1500, make_model<counting>, {"reused", "counted one", "counted two"}},
         {"noting", 2, 600, make_model<noting>, {"noted", "counted two", "counted three"}},
         {"free_beside_readers",
          3,
          600,
          make_model<free_beside_readers>,
          {"read", "stale", "double free", "reused", "destroyed"}},
         {"guards_outlive_free",
          3,
          600,
          make_model<guards_outlive_free>,
          {"read", "busy", "stale", "header", "written after free"}},
         {"turns", 3, 400, make_model<turns>, {"excluded", "a writer between readers"}},
         {"free_and_wait", 3, 400, make_model<free_and_wait>, {"read", "written", "header"}},
         {"hand_over", 3, 400, make_model<hand_over>, {"read", "stale"}},
         {"chain", 3, 600, make_model<chain>, {"freed before", "freed under a guard", "reused"}}});
}
