// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_LIST_USER_H
#define CDSLIB_TEST_MODEL_LIST_USER_H

#include "model_items.h"

// What the models of intrusive lists have in common: items with the keys 1, 2 and 3, and a log of
// what was done to them.
namespace cds_model {

// The order of items and keys.
struct compare_values {
    static long key(long k) { return k; }
    template <class Node>
    static long key(item<Node> const& e) {
        return e.value.get();
    }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return static_cast<int>(key(a) - key(b));
    }
};

template <class List>
class list_user : public model {
    using spec = cds_test::set_key_spec;
    using item_type = typename List::value_type;

public:
    void finish() override {
        for (long const key : {1L, 2L, 3L})
            contains(key);
        check_history_by_key<spec>(log_);
    }

protected:
    void insert(long key) {
        item_type& fresh = items_.take(key);
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
        item_type& fresh = items_.take(key);
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

    // Meets every item in order, and the one with the key 3, which is there all the time.
    bool iterate() {
        long last = 0;
        for (item_type const& e : list_) {
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

    // How often an iterator meets the key.
    int meets(long key) {
        int met = 0;
        for (item_type const& e : list_) {
            scheduling_point();
            met += e.value.get() == key;
        }
        return met;
    }

    recorder log_;
    item_store<item_type> items_;
    fresh_domain domain_{3, 4};
    List list_;
};

// An iterator stands still, with its guard, and goes on from an item that may be erased by now.
template <class User>
class iterated_in : public User {
public:
    iterated_in() {
        for (long const key : {1L, 2L, 3L})
            this->insert(key);
    }

    void thread(unsigned self) override {
        if (self == 0)
            this->log_.run([this] { return this->iterate(); });
        else {
            this->erase(2);
            gc::scan();
            this->erase(1);
            this->insert(2);
            gc::scan();
        }
    }
};

// One key's item is replaced again and again, beside readers and neighbours that come and go: its
// key is never absent.
template <class User>
class replaced_in : public User {
public:
    replaced_in() {
        for (long const key : {1L, 2L, 3L})
            this->insert(key);
    }

    void thread(unsigned self) override {
        if (self == 0)
            for (int i = 0; i != 3; ++i)
                this->upsert(2);
        else if (self == 1) {
            this->erase(1);
            gc::scan();
            this->erase(3);
            this->insert(1);
        } else
            for (int i = 0; i != 2; ++i) {
                check(this->contains(2), "a key was absent while its item was replaced");
                check(this->log_.run([this] { return this->meets(2); }) == 1,
                      "an iterator missed a key, or met it twice, while its item was replaced");
            }
    }
};

// Two replace, erase and insert one key.
template <class User>
class replaced_and_erased_in : public User {
public:
    replaced_and_erased_in() {
        this->insert(1);
        this->insert(2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            this->upsert(2);
            gc::scan();
            this->upsert(2);
        } else if (self == 1) {
            this->erase(2);
            this->upsert(2);
            this->erase(1);
        } else {
            this->contains(2);
            this->erase(2);
        }
    }
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_LIST_USER_H
