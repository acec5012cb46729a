// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// SkipListSet: every history of every key is linearizable, towers that are erased while they are
// still being built come back whole and once, and no walk touches an item that was disposed of.

#include <cds/intrusive/skip_list_dhp.h>
#include <cds/intrusive/skip_list_nogc.h>

#include "model_items.h"

#include <atomic>

namespace {

using namespace cds_model;
using spec = cds_test::set_key_spec;

constexpr unsigned most_levels = 3;

// An item that brings a tower, as high as the scenario wants it.
template <class GC>
struct tower : item<cds::intrusive::skip_list::node<GC>> {
    unsigned levels = most_levels;
    typename cds::intrusive::skip_list::node<GC>::tower_item_type links[most_levels - 1];
};
using element = tower<gc>;

template <class Element>
struct built_as_wanted {
    template <class Node>
    static void build(Node* n) {
        auto& e = static_cast<Element&>(*n);
        for (auto& l : e.links) // relaxed: still private
            l.store(typename Node::marked_ptr(), std::memory_order_relaxed);
        n->make_tower(e.levels, e.links);
    }
    template <class Node>
    static void dispose(Node* n) {
        n->release_tower();
    }
};
struct levels_of_the_item {
    static unsigned const c_nUpperBound = most_levels;
    unsigned operator()() const { return 0; }
};

struct telling : cds::intrusive::skip_list::empty_stat {
    void onLogicDeleteWhileInsert() const { reached("erased while it was raised"); }
    void onRemoveWhileInsert() const { reached("retired by its inserter"); }
    void onRenewInsertPosition() const { reached("an upper place was lost"); }
    void onEraseWhileFind() const { reached("unlinked"); }
    void onEraseContention() const { reached("unlinking was lost"); }
    void onMarkFailed() const { reached("erasing was lost"); }
};

template <class GC, class Element, class Disposer>
struct traits_of : cds::intrusive::skip_list::traits {
    using hook = cds::intrusive::skip_list::base_hook<cds::opt::gc<GC>>;
    using disposer = Disposer;
    using random_level_generator = levels_of_the_item;
    using internal_node_builder = built_as_wanted<Element>;
    using stat = telling;
    struct compare {
        static long key(long k) { return k; }
        static long key(Element const& e) { return e.value.get(); }
        template <class A, class B>
        int operator()(A const& a, B const& b) const {
            return static_cast<int>(key(a) - key(b));
        }
    };
};

class skip_list_user : public model {
public:
    void finish() override {
        for (long const key : {1L, 2L, 3L})
            contains(key);
        check_history_by_key<spec>(log_);
    }

protected:
    void insert(long key, unsigned levels = most_levels) {
        element& fresh = items_.take(key);
        fresh.levels = levels;
        if (log_.record(spec::insert, key, 0, [&] { return list_.insert(fresh) ? 1 : 0; }) == 0)
            items_.give(fresh);
    }
    void erase(long key) {
        log_.record(spec::erase, key, 0, [&] { return list_.erase(key) ? 1 : 0; });
    }
    bool contains(long key) {
        return log_.record(spec::contains, key, 0, [&] {
            auto const found = list_.get(key);
            if (!found)
                return 0;
            for (int i = 0; i != 4; ++i)
                scheduling_point();
            check(found->value.get() == key, "got an item of another key");
            reached("got");
            return 1;
        }) != 0;
    }

    struct all_free {
        item_store<element>& items;
        ~all_free() { items.check_all_free(); }
    };

    recorder log_;
    item_store<element> items_;
    all_free at_the_end_{items_}; // when list and domain have ended
    fresh_domain domain_{3, 5};
    cds::intrusive::SkipListSet<gc, element, traits_of<gc, element, recycle<element>>> list_;
};

// The trap: a tower is erased, and unlinked, while its inserter still goes up.
class erased_while_raised : public skip_list_user {
public:
    void thread(unsigned self) override {
        if (self == 0)
            insert(2);
        else {
            erase(2);
            gc::scan();
        }
    }
};

// The same, again and again, with items that come back at once, beside one who looks.
class one_key : public skip_list_user {
public:
    one_key() { insert(2); }

    void thread(unsigned self) override {
        if (self == 2) {
            contains(2);
            contains(2);
        } else if (self == 1) {
            erase(2);
            gc::scan();
            insert(2);
        } else {
            insert(2, 2);
            erase(2);
        }
    }
};

// Two want the same tower, a third looks.
class two_erasers : public skip_list_user {
public:
    two_erasers() {
        insert(1, 2);
        insert(2);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            contains(2);
            contains(1);
        } else {
            erase(2);
            gc::scan();
            erase(1);
        }
    }
};

// Towers go up where others go down.
class neighbours : public skip_list_user {
public:
    neighbours() {
        insert(1);
        insert(3, 2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(2);
            erase(1);
            gc::scan();
        } else if (self == 1) {
            erase(3);
            erase(2);
            insert(1, 2);
        } else {
            contains(3);
            contains(2);
        }
    }
};

// Two towers go up side by side, and down again.
class two_towers : public skip_list_user {
public:
    void thread(unsigned self) override {
        insert(self + 1);
        erase(2 - self);
        gc::scan();
        contains(self + 1);
    }
};

// A walk stands on an upper level of what is erased, and goes down there.
class down_an_erased_tower : public skip_list_user {
public:
    down_an_erased_tower() {
        insert(1);
        insert(2, 1);
        insert(3, 1);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            erase(2);
            gc::scan();
            insert(2);
        } else if (contains(3) && log_.is_inside(0))
            reached("got beside the eraser");
    }
};

// Who saw that nothing is left does not find it any more, at no level.
class gone_for_good : public skip_list_user {
public:
    gone_for_good() { insert(2); }

    void thread(unsigned self) override {
        if (self == 0)
            erase(2);
        else
            log_.run([this] {
                if (list_.empty()) {
                    check(!list_.contains(2L), "what is gone was found");
                    reached(log_.is_inside(0) ? "gone under its eraser" : "gone");
                }
                return true;
            });
    }
};

// Whoever extracts the least, and nobody inserts: each gets one of the least.
class the_least : public skip_list_user {
public:
    the_least() {
        insert(1, 1);
        insert(2);
        insert(3, 2);
    }

    void thread(unsigned self) override {
        for (unsigned i = self; i != 2; ++i)
            log_.run([this] {
                auto const least = list_.extract_min();
                check(bool(least), "there was one");
                // relaxed: accounts, which order nobody
                taken_.fetch_or(1u << least->value.get(), std::memory_order_relaxed);
                gc::scan();
                check(least->value.get() < 4, "it is guarded");
                return true;
            });
    }

    void finish() override {
        check(taken_ == 0b1110, "another one was taken");
        check(list_.empty() && !list_.get_max() && !list_.get_min(), "nothing is left");
    }

private:
    std::atomic<unsigned> taken_{0};
};

// The greatest one, beside one who changes what the greatest is.
class the_greatest : public skip_list_user {
public:
    the_greatest() {
        insert(1);
        insert(3);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(2, 2);
            erase(3);
            gc::scan();
        } else
            log_.run([this] {
                auto const greatest = list_.get_max();
                check(greatest && greatest->value.get() >= 2, "a greater one was there");
                reached(greatest->value.get() == 2 ? "the second" : "the third");
                return true;
            });
    }
};

// Without reclamation and guards: who comes to an item finds it built, at every level.
class only_grows : public model {
public:
    void thread(unsigned self) override {
        if (self != 0) {
            items_[self - 1].value.set(long{self});
            list_.insert(items_[self - 1]);
        } else {
            if (list_.contains(2L))
                reached("found");
            for (grown const& g : list_)
                check(g.value.get() != 0, "an item is met before it is built");
        }
    }
    void finish() override { check(list_.get_max() == &items_[1], "an item was lost"); }

private:
    using grown = tower<cds::gc::nogc>;
    grown items_[2];
    cds::intrusive::SkipListSet<
        cds::gc::nogc, grown,
        traits_of<cds::gc::nogc, grown, cds::intrusive::opt::v::empty_disposer>>
        list_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {{"erased_while_raised",
                     2,
                     400,
                     make_model<erased_while_raised>,
                     {"erased while it was raised", "retired by its inserter"}},
                    {"one_key",
                     3,
                     200,
                     make_model<one_key>,
                     {"disposed under an operation", "used again", "got"}},
                    {"two_erasers",
                     3,
                     200,
                     make_model<two_erasers>,
                     {"disposed under an operation", "erasing was lost", "got"}},
                    {"neighbours",
                     3,
                     200,
                     make_model<neighbours>,
                     {"disposed under an operation", "unlinking was lost", "got"}},
                    {"two_towers",
                     2,
                     300,
                     make_model<two_towers>,
                     {"an upper place was lost", "unlinking was lost", "disposed"}},
                    {"down_an_erased_tower",
                     2,
                     300,
                     make_model<down_an_erased_tower>,
                     {"disposed under an operation", "got beside the eraser"}},
                    {"gone_for_good", 2, 300, make_model<gone_for_good>, {"gone under its eraser"}},
                    {"the_least", 2, 200, make_model<the_least>, {"erasing was lost"}},
                    {"the_greatest", 2, 200, make_model<the_greatest>, {"the second", "the third"}},
                    {"only_grows", 3, 100, make_model<only_grows>, {"found"}}});
}
