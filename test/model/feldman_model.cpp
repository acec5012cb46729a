// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// FeldmanHashSet: slots turn into arrays beside all operations; every history of every key is
// linearizable, erased items come back at once, and nobody touches an item that was disposed of.

#include <cds/intrusive/feldman_hashset_dhp.h>

#include "model_items.h"

namespace {

using namespace cds_model;
using spec = cds_test::set_key_spec;

struct no_base {};
using element = item<no_base>;

// Keys 1 to 4 part in the second and third bits behind the head's four, so that all begin in one
// slot; the byte is used up by two arrays of two bits.
struct traits : cds::intrusive::feldman_hashset::traits {
    struct hash_accessor {
        std::uint8_t operator()(element const& e) const { return hash_of(e.value.get()); }
    };
    using disposer = recycle<element>;
    using item_counter = cds::atomicity::empty_item_counter;
    using back_off = cds::backoff::empty;
    static std::uint8_t hash_of(long key) { return static_cast<std::uint8_t>(key << 4); }
};
using feldman_set = cds::intrusive::FeldmanHashSet<gc, element, traits>;

class set_user : public model {
public:
    void finish() override {
        for (long const key : {1L, 2L, 5L})
            contains(key);
        check_history_by_key<spec>(log_);
        if (set_.array_node_count() != arrays_before_)
            concluded("made an array");
    }

protected:
    void insert(long key) {
        element& fresh = items_.take(key);
        if (log_.record(spec::insert, key, 0, [&] { return set_.insert(fresh) ? 1 : 0; }) == 0)
            items_.give(fresh);
    }
    void update(long key) {
        element& fresh = items_.take(key);
        log_.record(spec::insert, key, 0, [&] { return set_.update(fresh).second ? 1 : 0; });
    }
    void erase(long key) {
        log_.record(spec::erase, key, 0, [&] { return set_.erase(traits::hash_of(key)) ? 1 : 0; });
    }
    void extract(long key) {
        log_.record(spec::erase, key, 0,
                    [&] { return look_at(set_.extract(traits::hash_of(key)), key, "extracted"); });
    }
    bool contains(long key) {
        return log_.record(spec::contains, key, 0, [&] {
            return look_at(set_.get(traits::hash_of(key)), key, "got");
        }) != 0;
    }

    // For a while.
    static int look_at(feldman_set::guarded_ptr item, long key, char const* how) {
        for (int i = 0; item && i != 8; ++i)
            scheduling_point();
        if (item) {
            reached(how);
            check(item->value.get() == key, "an item of another key");
        }
        return item ? 1 : 0;
    }

    recorder log_;
    item_store<element> items_;
    fresh_domain domain_{3, 4};
    feldman_set set_{4, 2};
    std::size_t arrays_before_ = 0;
};

// One thread needs the slot of an item that another one erases and puts back.
class beside_an_eraser : public set_user {
public:
    beside_an_eraser() { insert(1); }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(2);
            contains(1);
        } else {
            erase(1);
            gc::scan();
            insert(5);
            erase(5);
            gc::scan();
            insert(1);
        }
    }
};

// Readers look for the item that goes down, and for the one that comes.
class beside_a_finder : public set_user {
public:
    beside_a_finder() { insert(1); }

    void thread(unsigned self) override {
        if (self == 0)
            insert(2);
        else if (self == 1) {
            contains(1);
            contains(2);
            extract(2);
        } else {
            contains(2);
            erase(1);
            gc::scan();
            insert(1);
        }
    }
};

// Two want the same slot for different keys, and then the same slot of the array.
class two_expansions : public set_user {
public:
    two_expansions() { insert(1); }

    void thread(unsigned self) override {
        insert(self == 0 ? 2 : 5);
        contains(1);
        erase(self == 0 ? 5 : 2);
        gc::scan();
    }
};

// An item is replaced while its slot turns into an array.
class beside_an_update : public set_user {
public:
    beside_an_update() { insert(1); }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(5);
            contains(1);
            erase(1);
            gc::scan();
        } else {
            update(1);
            gc::scan();
            update(5);
            contains(5);
        }
    }
};

// Who comes to an item through an array that a third one made finds the item built.
class through_an_array : public set_user {
public:
    void thread(unsigned self) override {
        if (self != 2)
            insert(self == 0 ? 1 : 2);
        else
            for (int i = 0; i != 2; ++i)
                if (contains(1) && set_.array_node_count() != 0)
                    reached("got beside an array");
    }
};

// Who misses an item knows what its eraser did before.
class told_by_absence : public set_user {
public:
    told_by_absence() { insert(1); }

    void thread(unsigned self) override {
        if (self == 0) {
            note_.set(1);
            erase(1);
        } else if (!contains(1)) {
            check(note_.get() == 1, "an absence told nothing");
            reached("told");
        }
    }

private:
    shared<int> note_{0};
};

// An iterator meets what is there all the time, once, whatever goes down, comes and goes.
class iterated : public set_user {
public:
    iterated() {
        insert(1);
        insert(3);
        arrays_before_ = set_.array_node_count();
    }

    void thread(unsigned self) override {
        if (self == 0)
            log_.run([this] { return walk(); });
        else {
            insert(7);
            erase(3);
            gc::scan();
            insert(2);
            gc::scan();
        }
    }

private:
    bool walk() {
        int ones = 0;
        for (element const& e : set_) {
            long const key = e.value.get();
            ones += key == 1;
            for (int i = 0; i != 8; ++i)
                scheduling_point();
            check(e.value.get() == key, "the item changed under its iterator");
        }
        check(ones == 1, "an iterator does not meet once what is there all the time");
        return true;
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"beside_an_eraser",
          2,
          200,
          make_model<beside_an_eraser>,
          {"disposed under an operation", "used again", "made an array"}},
         {"beside_a_finder",
          3,
          200,
          make_model<beside_a_finder>,
          {"disposed under an operation", "extracted", "got", "made an array"}},
         {"two_expansions", 2, 200, make_model<two_expansions>, {"got", "made an array"}},
         {"beside_an_update",
          2,
          200,
          make_model<beside_an_update>,
          {"disposed under an operation", "got", "made an array"}},
         {"through_an_array",
          3,
          200,
          make_model<through_an_array>,
          {"got beside an array", "made an array"}},
         {"told_by_absence", 2, 100, make_model<told_by_absence>, {"told"}},
         {"iterated", 2, 100, make_model<iterated>, {"disposed", "made an array"}}});
}
