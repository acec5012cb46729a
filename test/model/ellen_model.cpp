// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// EllenBinTree: every history of every key is linearizable, what is unlinked is retired once, be it
// a leaf or a routing node, and no walk touches either when it has been disposed of.

#include <cds/intrusive/ellen_bintree_dhp.h>

#include "model_items.h"

#include <atomic>
#include <new>
#include <vector>

namespace {

using namespace cds_model;
using spec = cds_test::set_key_spec;

using element = item<cds::intrusive::ellen_bintree::node<gc>>;

// The key of a routing node: dead when the node is.
struct routing_key {
    shared<long> value;
};

// Routing nodes, whose memory is used again by whoever disposed of them, and is kept until then.
class router_store {
public:
    static constexpr std::size_t most = 32;

    router_store() { current = this; }

    template <class Router>
    Router* take() {
        static_assert(sizeof(Router) <= sizeof(room) && alignof(Router) <= alignof(room));
        taken_.fetch_add(1, std::memory_order_relaxed);
        std::vector<room*>& mine = returned_[current_fiber() + 1];
        room* free = nullptr;
        if (!mine.empty()) {
            free = mine.back();
            mine.pop_back();
            reached("a routing node was used again");
        } else {
            unsigned const next = next_.fetch_add(1, std::memory_order_relaxed);
            check(next < most, "the model needs more routing nodes");
            free = &rooms_[next];
        }
        return reinterpret_cast<Router*>(free);
    }
    void give(void* p) {
        taken_.fetch_sub(1, std::memory_order_relaxed);
        returned_[current_fiber() + 1].push_back(static_cast<room*>(p));
    }
    void check_all_free() const { check(taken_ == 0, "a routing node was lost"); }

    static inline router_store* current = nullptr;

private:
    struct alignas(16) room {
        unsigned char bytes[256];
    };
    room rooms_[most];
    std::atomic<unsigned> next_{0};
    std::atomic<int> taken_{0};
    std::vector<room*> returned_[max_fibers + 1];
};

template <class T>
struct from_the_store {
    using value_type = T;
    from_the_store() = default;
    template <class U>
    from_the_store(from_the_store<U> const&) {}
    T* allocate(std::size_t) { return router_store::current->take<T>(); }
    void deallocate(T* p, std::size_t) { router_store::current->give(p); }
    friend bool operator==(from_the_store, from_the_store) { return true; }
};

// Routing nodes that the operation of a fiber has unlinked.
std::atomic<unsigned> unlinked[max_fibers + 1];

struct telling : cds::intrusive::ellen_bintree::empty_stat {
    void onHelpDelete() const { reached("unlinked for its eraser"); }
    void onSearchRetry() const { reached("the way was lost"); }
    void onEraseRetry() const { reached("erasing was tried again"); }
    void onInsertRetry() const { reached("inserting was tried again"); }
    void onInternalNodeDeleted() const {
        unlinked[current_fiber() + 1].fetch_add(1, std::memory_order_relaxed);
    }
};

struct traits : cds::intrusive::ellen_bintree::traits {
    using hook = cds::intrusive::ellen_bintree::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
    using node_allocator = from_the_store<int>;
    using stat = telling;
    struct key_extractor {
        void operator()(routing_key& to, element const& from) const {
            to.value.set(from.value.get());
        }
    };
    struct compare {
        static long key(long k) { return k; }
        static long key(element const& e) { return e.value.get(); }
        static long key(routing_key const& k) { return k.value.get(); }
        template <class A, class B>
        int operator()(A const& a, B const& b) const {
            return static_cast<int>(key(a) - key(b));
        }
    };
};

// A tree whose fiber 1 takes its time between seeing where an edge leads and guarding it.
struct slow_to_guard {
    using node_type = cds::intrusive::ellen_bintree::node<gc>;
    static node_type* to_node_ptr(element& e) { return &e; }
    static node_type* to_node_ptr(element* e) { return e; }
    static node_type const* to_node_ptr(element const& e) { return &e; }
    static node_type const* to_node_ptr(element const* e) { return e; }
    static element* to_value_ptr(node_type& n) { return static_cast<element*>(&n); }
    static element* to_value_ptr(node_type* n) {
        for (int i = 0; i != 200 && current_fiber() == 1; ++i)
            scheduling_point();
        return static_cast<element*>(n);
    }
};
struct slow_traits : traits {
    using hook = cds::intrusive::ellen_bintree::traits_hook<slow_to_guard, cds::opt::gc<gc>>;
};

template <class Traits>
class user_of : public model {
public:
    void finish() override {
        for (long const key : {1L, 2L, 3L, 4L})
            contains(key);
        check_history_by_key<spec>(log_);
        check(tree_.check_consistency(), "a leaf is where its key does not lead to");
    }

protected:
    void insert(long key) {
        element& fresh = items_.take(key);
        if (log_.record(spec::insert, key, 0, [&] { return tree_.insert(fresh) ? 1 : 0; }) == 0)
            items_.give(fresh);
    }
    void erase(long key) {
        std::atomic<unsigned>& mine = unlinked[current_fiber() + 1];
        mine.store(0, std::memory_order_relaxed);
        log_.record(spec::erase, key, 0, [&] { return tree_.erase(key) ? 1 : 0; });
        if (mine.load(std::memory_order_relaxed) > 1)
            reached("a path was unlinked");
    }
    void contains(long key) {
        log_.record(spec::contains, key, 0, [&] {
            if (auto const found = tree_.get(key)) {
                reached("got");
                for (int i = 0; i != 4; ++i)
                    scheduling_point();
                check(found->value.get() == key, "got an item of another key");
                return 1;
            }
            return 0;
        });
    }

    struct all_free {
        item_store<element>& items;
        router_store& routers;
        ~all_free() {
            items.check_all_free();
            routers.check_all_free();
        }
    };

    recorder log_;
    item_store<element> items_;
    router_store routers_;
    all_free at_the_end_{items_, routers_}; // when tree and domain have ended
    fresh_domain domain_{3, 7};
    cds::intrusive::EllenBinTree<gc, routing_key, element, Traits> tree_;
};
using tree_user = user_of<traits>;

// The tree becomes empty, and is one leaf, again and again.
class one_key : public tree_user {
public:
    one_key() { insert(2); }

    void thread(unsigned self) override {
        switch (self) {
        case 0:
            insert(2);
            erase(2);
            break;
        case 1:
            erase(2);
            gc::scan();
            insert(2);
            break;
        default: contains(2); contains(2);
        }
    }
};

// A look-up stands on the parent of an erased leaf, which is unlinked with it. Its other edge leads
// to 1 for ever, and 1 is erased at another place, and reclaimed; nothing comes alive again there.
class down_a_dead_edge : public user_of<slow_traits> {
public:
    down_a_dead_edge() {
        insert(1);
        insert(2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(2);
            erase(1);
            gc::scan();
        } else {
            contains(1);
            contains(2);
        }
    }
};

// Two erasers of two siblings: each flags the edge that the other one keeps.
class siblings : public tree_user {
public:
    siblings() {
        insert(1);
        insert(2);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            contains(1);
            contains(2);
        } else {
            erase(self + 1);
            gc::scan();
            insert(3);
        }
    }
};

// An item comes in where its neighbour goes.
class insert_beside_erase : public tree_user {
public:
    insert_beside_erase() {
        insert(1);
        insert(3);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(3);
            gc::scan();
            insert(3);
        } else if (self == 1) {
            insert(2);
            erase(1);
        } else {
            contains(2);
            contains(3);
        }
    }
};

// A key is inserted again under its eraser, who has flagged it and not unlinked it yet.
class comes_back : public tree_user {
public:
    comes_back() {
        insert(1);
        insert(2);
    }

    void thread(unsigned self) override { self == 0 ? erase(2) : insert(2); }
};

// Erasures at two nodes, one above the other, make a path that goes as a whole.
class a_path : public tree_user {
public:
    a_path() {
        insert(1);
        insert(2);
        insert(3);
        insert(4);
    }

    void thread(unsigned self) override { erase(3 - self); }
};

// The same, and one who looks has come half-way down.
class down_a_dead_path : public a_path {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            contains(3);
            contains(4);
        } else {
            erase(3 - self);
            gc::scan();
            insert(3 - self);
        }
    }
};

// Whoever extracts the least, and nobody inserts: each gets one of the least.
class the_least : public tree_user {
public:
    the_least() {
        insert(2);
        insert(1);
        insert(3);
    }

    void thread(unsigned self) override {
        for (unsigned i = self; i != 2; ++i)
            log_.run([this] {
                auto const least = tree_.extract_min();
                check(bool(least), "there was one");
                gc::scan();
                // relaxed: accounts, which order nobody
                taken_.fetch_add(1u << (4 * least->value.get()), std::memory_order_relaxed);
                return true;
            });
    }
    void finish() override {
        check(taken_ == 0x1110, "another one was taken, or one twice");
        check(tree_.empty() && !tree_.get_max() && !tree_.get_min(), "nothing is left");
    }

private:
    std::atomic<unsigned> taken_{0};
};

// 2 comes before 1 goes, and 2 before 3 goes: 3 is never the least, nor 1 the greatest.
class never_the_other_end : public tree_user {
public:
    never_the_other_end() {
        insert(1);
        insert(3);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(2);
            erase(1);
            gc::scan();
            erase(3);
        } else
            log_.run([this] {
                auto const least = tree_.get_min();
                check(least && least->value.get() < 3, "a lesser one was there");
                auto const greatest = tree_.get_max();
                check(greatest && greatest->value.get() > 1, "a greater one was there");
                if (least->value.get() == 2)
                    reached("the second");
                return true;
            });
    }
};

// Who saw that nothing is left does not find it any more.
class gone_for_good : public tree_user {
public:
    gone_for_good() {
        insert(1);
        insert(2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            erase(2);
        } else
            log_.run([this] {
                if (tree_.empty()) {
                    check(!tree_.contains(2L), "what is gone was found");
                    reached(log_.is_inside(0) ? "gone under its eraser" : "gone");
                }
                return true;
            });
    }
};

// A walk in order beside erasures: it meets what is there all the time, once.
class in_order : public tree_user {
public:
    in_order() {
        insert(2);
        insert(1);
        insert(3);
        insert(4);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(2);
            gc::scan();
            erase(3);
            insert(2);
        } else
            log_.run([this] {
                long last = 0;
                unsigned met = 0;
                for (element const& e : tree_) {
                    check(e.value.get() > last, "a walk goes up");
                    last = e.value.get();
                    met |= 1u << last;
                }
                check((met & 0b10010) == 0b10010, "what is there all the time was missed");
                if (met != 0b11110)
                    reached("met without the erased ones");
                return true;
            });
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"one_key",
                     3,
                     200,
                     make_model<one_key>,
                     {"disposed under an operation", "used again", "got"}},
                    {"down_a_dead_edge",
                     2,
                     400,
                     make_model<down_a_dead_edge>,
                     {"disposed under an operation", "the way was lost", "got"}},
                    {"siblings",
                     3,
                     200,
                     make_model<siblings>,
                     {"disposed under an operation", "the way was lost", "got"}},
                    {"insert_beside_erase",
                     3,
                     200,
                     make_model<insert_beside_erase>,
                     {"disposed under an operation", "inserting was tried again", "got"}},
                    {"comes_back", 2, 1000, make_model<comes_back>, {"unlinked for its eraser"}},
                    {"a_path", 2, 1500, make_model<a_path>, {"a path was unlinked"}},
                    {"down_a_dead_path",
                     3,
                     300,
                     make_model<down_a_dead_path>,
                     {"disposed under an operation", "the way was lost",
                      "a routing node was used again", "got"}},
                    {"the_least", 2, 200, make_model<the_least>, {"erasing was tried again"}},
                    {"never_the_other_end",
                     2,
                     300,
                     make_model<never_the_other_end>,
                     {"disposed under an operation", "the second"}},
                    {"gone_for_good", 2, 300, make_model<gone_for_good>, {"gone under its eraser"}},
                    {"in_order",
                     2,
                     300,
                     make_model<in_order>,
                     {"disposed under an operation", "met without the erased ones"}}});
}
