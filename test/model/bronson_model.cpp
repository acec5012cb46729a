// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// BronsonAVLTreeMap: look-ups go down while rotations take keys away from below them and nodes are
// unlinked, disposed of and made again; every history is linearizable, the least key included, and
// whatever happened the tree is in order afterwards.

#include "tree_user.h"

namespace {

using namespace cds_model;

struct telling : cds::container::bronson_avltree::empty_stat {
    void onFindRetry() const { reached("a look-up began again"); }
    void onFindWaitShrinking() const { reached("a look-up waited"); }
    void onInsertRetry() const { reached("a place was lost"); }
    void onUpdateUnlinked() const { reached("a node was lost"); }
    void onMakeRoutingNode() const { reached("routing"); }
    void onRotateLeft() const { reached("rotated"); }
    void onRotateRight() const { reached("rotated"); }
    void onRotateLeftOverRight() const { reached("rotated twice"); }
    void onRotateRightOverLeft() const { reached("rotated twice"); }
    void onDisposeNode() const { reached("unlinked"); }
};
struct traits : tree_traits {
    using stat = telling;
};
struct relaxed_traits : traits {
    static constexpr bool relaxed_insert = true;
};

// Takes its time in thread 1 between seeing where a link leads and guarding it.
struct slow_gc : gc {
    template <std::size_t N>
    struct GuardArray : gc::GuardArray<N> {
        void publish(std::size_t i, void const* p) noexcept {
            for (int n = 0; n != 200 && current_fiber() == 1; ++n)
                scheduling_point();
            gc::GuardArray<N>::publish(i, p);
        }
    };
};

using user = tree_user<gc, traits>;

// A rotation puts the node that a look-up stands on below the one that it looks for.
class rotation : public user {
public:
    rotation() { insert_all({1, 2}); }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(3);
        } else {
            contains(2);
            contains(3);
            get(2);
        }
    }
};

// The same with two, one after the other, which between them leave nothing in its place.
class double_rotation : public user {
public:
    double_rotation() { insert_all({1, 5}); }

    void thread(unsigned self) override {
        if (self == 0) {
            insert(3);
        } else if (self == 1) {
            contains(5);
            contains(3);
        } else {
            insert(4);
            contains(1);
        }
    }
};

// Who stands on a node finds the same child for ever once the node is unlinked; the child may be
// unlinked after it, and disposed of.
template <class GC>
class below_an_unlinked_node_of : public tree_user<GC, traits> {
public:
    below_an_unlinked_node_of() { this->insert_all({2, 1, 3, 4}); }

    void thread(unsigned self) override {
        if (self == 0) {
            this->erase(3);
            this->erase(4);
            this->scan();
        } else {
            this->contains(4);
            this->get(4);
        }
    }
};
using below_an_unlinked_node = below_an_unlinked_node_of<slow_gc>;

// The same with a child that goes away before it is guarded, while its parent stays.
class child_goes : public tree_user<slow_gc, traits> {
public:
    child_goes() { insert_all({2, 1, 3}); }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(3);
            scan();
            insert(4);
            erase(1);
            scan();
        } else {
            contains(3);
            find(1);
        }
    }
};

// A node without a value gets one again, while another thread takes it out for having lost a child.
class routing_node : public user {
public:
    routing_node() {
        insert_all({2, 1, 3});
        erase(2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            scan();
        } else {
            insert(2);
            contains(2);
            contains(3);
            erase(2);
        }
    }
};

// Both children of a routing node go, and its neighbours come.
class routing_node_goes : public user {
public:
    routing_node_goes() {
        insert_all({4, 2, 6, 1, 3});
        erase(2);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            insert(2);
            scan();
        } else if (self == 1) {
            erase(3);
            contains(2);
            scan();
        } else {
            insert(3);
            find(2);
            erase(6);
        }
    }
};

// Repairs go up beside one another: what one looks at next another rotates or unlinks.
class repairs : public user {
public:
    repairs() { insert_all({4, 2, 6, 1, 3, 5, 7}); }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(1);
            erase(3);
            erase(2);
            scan();
        } else if (self == 1) {
            erase(5);
            erase(7);
            scan();
        } else {
            erase(4);
            insert(4);
            contains(6);
        }
    }
};

// A leaf becomes a parent while it is erased.
class below_the_erased : public user {
public:
    below_the_erased() { insert_all({2, 3}); }

    void thread(unsigned self) override {
        if (self == 0) {
            erase(3);
            scan();
            insert(3);
        } else {
            insert(4);
            contains(4);
            erase(2);
            scan();
        }
    }
};

// The first key is taken while smaller ones come.
class first_key : public user {
public:
    first_key() { insert_all({3, 4}); }

    void thread(unsigned self) override {
        if (self == 0) {
            take_first();
            take_first();
        } else {
            insert(2);
            insert(1);
            contains(3);
        }
    }
};

// Both ends are taken while what is between them is erased.
class both_ends : public user {
public:
    both_ends() { insert_all({2, 1, 3}); }

    void thread(unsigned self) override {
        if (self == 0) {
            take_first();
            take_first();
        } else if (self == 1) {
            take_last();
            insert(2);
        } else {
            erase(2);
            take_last();
        }
    }
};

// The same key is inserted twice, one node made in vain.
class made_in_vain : public tree_user<gc, relaxed_traits> {
public:
    made_in_vain() { insert(2); }

    void thread(unsigned self) override {
        insert(1);
        if (self == 0)
            erase(1);
        else
            get(1);
        scan();
        insert(3);
    }
};

// A value is replaced and erased, and read meanwhile.
class replaced : public user {
public:
    replaced() { insert_all({2, 1}); }

    void thread(unsigned self) override {
        if (self == 0) {
            replace(1);
            scan();
            replace(2);
        } else if (self == 1) {
            get(1);
            find(1);
            get(2);
        } else {
            extract(1);
            scan();
            replace(1);
        }
    }
};

// A functor has its value to itself.
class functors : public user {
public:
    functors() { insert(1); }

    void thread(unsigned) override {
        for (int i = 0; i != 2; ++i)
            log_.run([this] {
                return tree_.find(1L, [this](number const&, tree_item&) {
                    int const before = count_.get();
                    scheduling_point();
                    count_.set(before + 1);
                    reached("found");
                });
            });
    }
    void finish() override {
        user::finish();
        check(count_.get() == 4, "the change of a functor was lost");
    }

private:
    shared<int> count_{0};
};

// Who misses a key knows what its eraser did before, whether its node has gone or not.
template <bool Routing>
class told_by_absence : public user {
public:
    told_by_absence() {
        if (Routing)
            insert_all({2, 1, 3});
        else
            insert_all({1, 2});
    }

    void thread(unsigned self) override {
        if (self == 0) {
            note_.set(1);
            erase(2);
        } else if (!contains(2)) {
            check(note_.get() == 1, "an absence told nothing");
            reached("told");
        }
    }

private:
    shared<int> note_{0};
};
// Who finds nothing at all, too.
class told_by_emptiness : public user {
public:
    told_by_emptiness() { insert(1); }

    void thread(unsigned self) override {
        if (self == 0) {
            note_.set(1);
            erase(1);
        } else if (tree_.empty()) {
            check(note_.get() == 1, "emptiness told nothing");
            reached("told");
        }
    }

private:
    shared<int> note_{0};
};

} // namespace

int main(int argc, char** argv) {
    return explore(
        argc, argv,
        {{"rotation",
          2,
          200,
          make_model<rotation>,
          {"rotated", "a look-up began again", "a look-up waited", "got"}},
         {"double_rotation",
          3,
          200,
          make_model<double_rotation>,
          {"rotated twice", "a look-up began again", "a place was lost"}},
         {"below_an_unlinked_node",
          2,
          200,
          make_model<below_an_unlinked_node>,
          {"a node was disposed of", "a look-up began again"}},
         {"child_goes",
          2,
          200,
          make_model<child_goes>,
          {"a node was disposed of", "a node's memory was used again", "found"}},
         {"routing_node",
          2,
          200,
          make_model<routing_node>,
          {"unlinked", "a node was lost", "a node was disposed of"}},
         {"routing_node_goes", 3, 200, make_model<routing_node_goes>, {"unlinked", "found"}},
         {"repairs", 3, 200, make_model<repairs>, {"unlinked", "rotated", "routing"}},
         {"below_the_erased",
          2,
          200,
          make_model<below_the_erased>,
          {"a place was lost", "a node was disposed of"}},
         {"first_key", 2, 200, make_model<first_key>, {"rotated", "unlinked"}},
         {"both_ends", 3, 200, make_model<both_ends>, {"unlinked", "routing"}},
         {"made_in_vain",
          2,
          200,
          make_model<made_in_vain>,
          {"a place was lost", "a node was disposed of"}},
         {"replaced",
          3,
          200,
          make_model<replaced>,
          {"disposed under an operation", "got", "found", "extracted"}},
         {"functors", 2, 100, make_model<functors>, {"found"}},
         {"told_by_absence", 2, 100, make_model<told_by_absence<false>>, {"told"}},
         {"told_by_routing", 2, 100, make_model<told_by_absence<true>>, {"told", "routing"}},
         {"told_by_emptiness", 2, 100, make_model<told_by_emptiness>, {"told"}}});
}
