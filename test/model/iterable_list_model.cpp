// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// IterableList: what was inserted is there once and in its order, whatever places were free, filled
// and free again while an insertion slept.

#include <cds/intrusive/iterable_list_dhp.h>

#include "list_user.h"

namespace {

using namespace cds_model;
struct no_link {};
using element = item<no_link>;

struct traits : cds::intrusive::iterable_list::traits {
    using disposer = recycle<element>;
    using compare = compare_values;
};
using iterable_user = list_user<cds::intrusive::IterableList<gc, element, traits>>;

// Each key is met once, in order: what look-ups alone do not tell.
class list_in_order : public iterable_user {
public:
    void finish() override {
        iterable_user::finish();
        long last = 0;
        for (element const& e : list_) {
            check(e.value.get() > last, "a key is there twice, or out of order");
            last = e.value.get();
        }
    }
};

// Keys 1 to 3, each with a place; which of them are full, `keys` says.
template <long... Keys>
class three_places : public list_in_order {
public:
    three_places() {
        for (long const key : {1L, 2L, 3L})
            insert(key);
        for (long const key : {1L, 2L, 3L})
            if (((key != Keys) && ...))
                erase(key);
    }
};

// The ABA of free places. An insertion of 2 has found the place between 1 and 3 free. Meanwhile
// that place is filled and free again, 1 is erased, and the other thread inserts 2 into the place
// that 1 had. The first one must notice.
class free_place_between_two : public three_places<1, 3> {
public:
    void thread(unsigned self) override {
        if (self == 0)
            insert(2);
        else {
            insert(2);
            erase(2);
            erase(1);
            insert(2);
        }
    }
};

// The same with the other neighbour: the greater item goes, and its place is free for the key.
class greater_neighbour_goes : public free_place_between_two {
public:
    void thread(unsigned self) override {
        if (self == 0)
            insert(2);
        else {
            erase(3);
            insert(2);
            insert(3);
            erase(1);
        }
    }
};

// There is no free place between 1 and 3. One insertion comes to link one there; meanwhile 3 is
// erased, and another insertion finds its place. The new place may be filled only when that one
// has a new word.
class new_place : public list_in_order {
public:
    new_place() {
        insert(1);
        insert(3);
    }
    void thread(unsigned self) override {
        if (self == 0)
            erase(3);
        insert(2);
        erase(1);
        gc::scan();
    }
};

// Insertions of two keys beside the erasure of the item before both.
class three_threads : public free_place_between_two {
public:
    void thread(unsigned self) override {
        if (self == 2) {
            erase(1);
            insert(1);
        } else {
            insert(2);
            erase(self == 0 ? 3 : 2);
            insert(self == 0 ? 2 : 3);
        }
    }
};

// Two items are exchanged for others with their key, while a reader holds what was there.
class updated : public free_place_between_two {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            contains(1);
            contains(3);
            erase(3);
        } else {
            replace(3);
            replace(1);
            gc::scan();
        }
    }

private:
    void replace(long key) {
        element& fresh = items_.take(key);
        log_.record(cds_test::set_key_spec::insert, key, 0, [&] {
            auto const done = list_.update(fresh, [&](element& now, element* old) {
                check(&now == &fresh, "another item was inserted");
                check(old == nullptr || old->value.get() == key, "replaced another key");
                if (old)
                    reached("replaced");
            });
            return done.second ? 1 : 0;
        });
    }
};

using iterated = iterated_in<list_in_order>;
using replaced = replaced_in<iterable_user>;
using replaced_and_erased = replaced_and_erased_in<list_in_order>;

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"free_place_between_two", 2, 300, make_model<free_place_between_two>, {"used again"}},
         {"greater_neighbour_goes", 2, 200, make_model<greater_neighbour_goes>, {"used again"}},
         {"new_place", 2, 200, make_model<new_place>, {"disposed"}},
         {"three_threads", 3, 300, make_model<three_threads>, {"used again"}},
         {"replaced", 3, 200, make_model<replaced>, {"disposed under an operation", "replaced"}},
         {"updated", 2, 100, make_model<updated>, {"replaced", "got"}},
         {"replaced_and_erased",
          3,
          300,
          make_model<replaced_and_erased>,
          {"disposed under an operation", "replaced"}},
         {"iterated", 2, 100, make_model<iterated>, {"disposed under an operation"}}});
}
