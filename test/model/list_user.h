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

    recorder log_;
    item_store<item_type> items_;
    fresh_domain domain_{3, 4};
    List list_;
};

} // namespace cds_model

#endif // CDSLIB_TEST_MODEL_LIST_USER_H
