// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Free lists: a node is in one hand at a time, who gets it sees what its last owner did, and none
// is lost.

#include <cds/intrusive/free_list.h>
#include <cds/intrusive/free_list_cached.h>

#include "scheduler/explore.h"
#include "scheduler/shared.h"

namespace {

using namespace cds_model;
using plain = cds::intrusive::FreeList;
using cached = cds::intrusive::CachedFreeList<plain, 4>;

template <class List>
class list_user : public model {
public:
    list_user() {
        for (item& i : items_)
            list_.put(&i);
    }

    void finish() override {
        int left = 0;
        while (take() != nullptr)
            ++left;
        check(left == count, "a node was lost");
        list_.clear([](typename List::node*) {});
    }

protected:
    struct item : List::node {
        shared<int> owner{0};
    };
    static constexpr int count = 2;

    item* take() {
        auto* const mine = static_cast<item*>(list_.get());
        if (mine == nullptr)
            return reached("found empty"), nullptr;
        check(mine->owner.get() == 0, "the node is in two hands");
        mine->owner.set(1);
        return mine;
    }
    void put(item* mine) {
        if (mine == nullptr)
            return;
        check(mine->owner.get() == 1, "the node is in two hands");
        mine->owner.set(0);
        list_.put(mine);
    }

    item items_[count];
    List list_;
};

// A get stops between its look at the head's link and its CAS. Meanwhile the head is taken, another
// node is taken for good, and the head comes back.
template <class List>
class head_comes_back : public list_user<List> {
public:
    void thread(unsigned self) override {
        if (self == 0) {
            this->put(this->take());
            return;
        }
        auto* const first = this->take();
        auto* const second = this->take();
        this->put(first);
        if (first != nullptr && second != nullptr)
            reached("took both");
        this->put(this->take());
        this->put(second);
    }
};

// All take and give, and who looks away last has to link what was given back meanwhile.
template <class List>
class all_do_all : public list_user<List> {
public:
    void thread(unsigned) override {
        for (int i = 0; i != 2; ++i)
            this->put(this->take());
    }
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"head_comes_back", 2, 600, make_model<head_comes_back<plain>>, {"took both"}},
         {"all_do_all", 3, 600, make_model<all_do_all<plain>>, {"found empty"}},
         {"cached_head_comes_back", 2, 300, make_model<head_comes_back<cached>>, {"took both"}},
         {"cached_all_do_all", 3, 300, make_model<all_do_all<cached>>, {"found empty"}}});
}
