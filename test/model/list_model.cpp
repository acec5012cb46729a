// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// MichaelList: every history of every key is linearizable, erased items come back at once, and no
// walk touches an item that was disposed of.

#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_list_nogc.h>

#include <vector>

#include "list_user.h"

namespace {

using namespace cds_model;
using element = item<cds::intrusive::michael_list::node<gc>>;

struct traits : cds::intrusive::michael_list::traits {
    using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<gc>>;
    using disposer = recycle<element>;
    using compare = compare_values;
};
using list_user = cds_model::list_user<cds::intrusive::MichaelList<gc, element, traits>>;

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

// More erased items in a row than one CAS may unlink, in the way of both: each unlinks a part, and
// meets what the other one has left or done. The marks are set by hand.
struct counting : traits {
    using stat = cds::intrusive::michael_list::stat<>;
};
class longer_than_a_cut
    : public cds_model::list_user<cds::intrusive::MichaelList<gc, element, counting>> {
public:
    longer_than_a_cut() {
        insert(1);
        std::vector<element*> erased;
        for (long key = 2; key != last; ++key)
            list_.insert(*erased.emplace_back(&items_.take(key)));
        insert(last);
        for (element* const e : erased)
            e->m_pNext.store(e->m_pNext.load(atomics::memory_order_relaxed) | 1,
                             atomics::memory_order_relaxed);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(last);
            erase(1);
        } else {
            insert(20);
            contains(20);
        }
    }

    void finish() override {
        list_user::finish();
        auto const& seen = list_.statistics();
        concluded("cut in pieces", seen.m_nHelpingSuccess.get() > 1 ? 1 : 0);
        concluded("lost a cut", seen.m_nHelpingFailed.get());
    }

private:
    static constexpr long last = 37;
};

using iterated = iterated_in<list_user>;
using replaced = replaced_in<list_user>;
using replaced_and_erased = replaced_and_erased_in<list_user>;

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
         {"longer_than_a_cut",
          2,
          30,
          make_model<longer_than_a_cut>,
          {"cut in pieces", "lost a cut"}},
         {"iterated", 2, 100, make_model<iterated>, {"disposed under an operation", "used again"}},
         {"replaced", 3, 200, make_model<replaced>, {"disposed under an operation", "replaced"}},
         {"replaced_and_erased",
          3,
          300,
          make_model<replaced_and_erased>,
          {"disposed under an operation", "replaced", "used again"}},
         {"only_grows", 3, 100, make_model<only_grows>, {"found"}}});
}
