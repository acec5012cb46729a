// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// MichaelList: every history of every key is linearizable, erased items come back at once, and no
// walk touches an item that was disposed of.

#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_list_nogc.h>

#include "model_items.h"

namespace {

using namespace cds_model;
using spec = cds_test::set_key_spec;
using element = item<cds::intrusive::michael_list::node<gc>>;

struct traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
    struct compare {
        static long key(long k) { return k; }
        static long key(element const& e) { return e.value.get(); }
        template <class A, class B>
        int operator()(A const& a, B const& b) const {
            return static_cast<int>(key(a) - key(b));
        }
    };
};

class list_user : public model {
public:
    void finish() override {
        for (long const key : {1L, 2L, 3L})
            contains(key);
        check_history_by_key<spec>(log_);
    }

protected:
    void insert(long key) {
        element& fresh = items_.take(key);
        if (log_.record(spec::insert, key, 0, [&] { return list_.insert(fresh) ? 1 : 0; }) == 0)
            items_.give(fresh);
    }
    void erase(long key) {
        log_.record(spec::erase, key, 0, [&] { return list_.erase(key) ? 1 : 0; });
    }
    void extract(long key) {
        log_.record(spec::erase, key, 0, [&] {
            auto const taken = list_.extract(key);
            if (!taken)
                return 0;
            check(taken->value.get() == key, "extracted an item of another key");
            reached("extracted");
            return 1;
        });
    }
    // Of the key it says what an insertion says.
    void upsert(long key) {
        element& fresh = items_.take(key);
        if (log_.record(spec::insert, key, 0, [&] { return list_.upsert(fresh).second ? 1 : 0; }) ==
            0)
            reached("replaced");
    }
    bool contains(long key) {
        return log_.record(spec::contains, key, 0, [&] {
            auto const found = list_.get(key);
            if (!found)
                return 0;
            for (int i = 0; i != 8; ++i)
                scheduling_point();
            check(found->value.get() == key, "got an item of another key");
            reached("got");
            return 1;
        }) != 0;
    }

    recorder log_;
    item_store<element> items_;
    fresh_domain domain_{3, 4};
    cds::intrusive::MichaelList<gc, element, traits> list_;
};

// Neighbours are erased and inserted while a reader walks past them.
class neighbours : public list_user {
public:
    neighbours() {
        insert(1);
        insert(2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            insert(3);
            erase(2);
            insert(1);
        } else {
            erase(2);
            gc::scan();
            contains(1);
            insert(2);
            contains(3);
        }
    }
};

// One key, erased and inserted by two, read by a third.
class one_key : public list_user {
public:
    one_key() { insert(2); }

    void thread(unsigned self) override {
        if (self == 2) {
            contains(2);
            contains(2);
        } else if (self == 1) {
            extract(2);
            gc::scan();
            insert(2);
        } else {
            insert(2);
            erase(2);
        }
    }
};

// A chain of erased items, unlinked by whoever comes first.
class erased_chain : public list_user {
public:
    erased_chain() {
        for (long const key : {1L, 2L, 3L})
            insert(key);
    }

    void thread(unsigned self) override {
        if (self == 2) {
            contains(3);
            insert(2);
        } else {
            erase(self == 0 ? 2 : 1);
            erase(self == 0 ? 1 : 3);
            gc::scan();
        }
    }
};

// A reader comes by an erased item to one that was inserted behind it.
class behind_an_erased_item : public list_user {
public:
    behind_an_erased_item() {
        insert(1);
        insert(2);
    }

    void thread(unsigned self) override {
        if (self == 0)
            insert(3);
        else if (self == 1) {
            erase(2);
            gc::scan();
        } else
            for (int i = 0; i != 2; ++i)
                if (contains(3) && log_.is_inside(1))
                    reached("got beside the eraser");
    }
};

// An iterator stands still, with its guard, and goes on from an item that may be erased by now.
class iterated : public list_user {
public:
    iterated() {
        for (long const key : {1L, 2L, 3L})
            insert(key);
    }

    void thread(unsigned self) override {
        if (self == 0)
            log_.run([this] { return walk(); });
        else {
            erase(2);
            gc::scan();
            erase(1);
            insert(2);
            gc::scan();
        }
    }

private:
    bool walk() {
        long last = 0;
        for (element const& e : list_) {
            long const key = e.value.get();
            check(key > last, "an iterator goes back, or to an item that was disposed of");
            for (int i = 0; i != 8; ++i)
                scheduling_point();
            check(e.value.get() == key, "the item changed under its iterator");
            last = key;
        }
        check(last == 3, "an iterator missed an item that was there all the time");
        return true;
    }
};

// One key's item is replaced again and again, beside readers and neighbours that come and go: its
// key is never absent.
class replaced : public list_user {
public:
    replaced() {
        for (long const key : {1L, 2L, 3L})
            insert(key);
    }

    void thread(unsigned self) override {
        if (self == 0)
            for (int i = 0; i != 3; ++i)
                upsert(2);
        else if (self == 1) {
            erase(1);
            gc::scan();
            erase(3);
            insert(1);
        } else
            for (int i = 0; i != 2; ++i) {
                check(contains(2), "a key was absent while its item was replaced");
                check(log_.run([this] { return meets(2); }) == 1,
                      "an iterator missed a key, or met it twice, while its item was replaced");
            }
    }

private:
    int meets(long key) {
        int met = 0;
        for (element const& e : list_) {
            scheduling_point();
            met += e.value.get() == key;
        }
        return met;
    }
};

// Two replace, erase and insert one key.
class replaced_and_erased : public list_user {
public:
    replaced_and_erased() {
        insert(1);
        insert(2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            upsert(2);
            gc::scan();
            upsert(2);
        } else if (self == 1) {
            erase(2);
            upsert(2);
            erase(1);
        } else {
            contains(2);
            erase(2);
        }
    }
};

// Without reclamation and guards: who comes to an item finds it built.
class only_grows : public model {
public:
    void thread(unsigned self) override {
        if (self != 0) {
            items_[self - 1].value.set(long{self});
            list_.insert(items_[self - 1]);
        } else {
            for (grown const& g : list_)
                if (g.value.get() != 0)
                    reached("found");
        }
    }

private:
    using grown = item<cds::intrusive::michael_list::node<cds::gc::nogc>>;
    struct growing : traits {
        using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<cds::gc::nogc>>;
        using disposer = cds::intrusive::opt::v::empty_disposer;
        struct compare {
            static long key(long k) { return k; }
            static long key(grown const& e) { return e.value.get(); }
            template <class A, class B>
            int operator()(A const& a, B const& b) const {
                return static_cast<int>(key(a) - key(b));
            }
        };
    };

    grown items_[2];
    cds::intrusive::MichaelList<cds::gc::nogc, grown, growing> list_;
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"neighbours", 2, 150, make_model<neighbours>, {"disposed under an operation", "got"}},
         {"one_key",
          3,
          200,
          make_model<one_key>,
          {"disposed under an operation", "used again", "extracted", "got"}},
         {"erased_chain", 3, 200, make_model<erased_chain>, {"disposed under an operation", "got"}},
         {"behind_an_erased_item",
          3,
          300,
          make_model<behind_an_erased_item>,
          {"disposed under an operation", "got beside the eraser"}},
         {"iterated", 2, 100, make_model<iterated>, {"disposed under an operation", "used again"}},
         {"replaced", 3, 200, make_model<replaced>, {"disposed under an operation", "replaced"}},
         {"replaced_and_erased",
          3,
          300,
          make_model<replaced_and_erased>,
          {"disposed under an operation", "replaced", "used again"}},
         {"only_grows", 3, 100, make_model<only_grows>, {"found"}}});
}
