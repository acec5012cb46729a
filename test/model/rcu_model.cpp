// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// User-space RCU: read sections beside synchronize() and retires of each flavour, retires inside
// sections, what an exempt_ptr holds, and lists and trees over it, whose look-ups read links once.

#include <cds/container/bronson_avltree_map_rcu.h>
#include <cds/intrusive/ellen_bintree_rcu.h>
#include <cds/intrusive/michael_list_rcu.h>
#include <cds/intrusive/skip_list_rcu.h>

#include "model_domain.h"

namespace {

using namespace cds_model;
using cds::urcu::details::reclaim_when;

template <reclaim_when When>
struct flavour : cds::urcu::details::rcu<binding, When> {};

using instant = flavour<reclaim_when::at_once>;
using buffered = flavour<reclaim_when::in_batches>;
using threaded = flavour<reclaim_when::elsewhere>;

struct dispose_object {
    void operator()(object* p) const { object::dispose(p); }
};

core::domain_options tiny_sections(reclaim_when when) {
    core::domain_options o = tiny();
    o.read_sections = true;
    o.scans_elsewhere = when == reclaim_when::elsewhere;
    return o;
}

// The first `attached` fibers have the places of their marks.
class section_domain {
public:
    explicit section_domain(int attached, reclaim_when when = reclaim_when::in_batches)
        : domain_(attached, 1, tiny_sections(when)) {
        for (int fiber = 0; fiber != attached; ++fiber) {
            core::thread_state& state = binding::state_of(fiber);
            state.mark = domain_->own_line(*state.record);
        }
    }

private:
    fresh_domain domain_;
};

template <class RCU>
void read(source const& from, object const& first) {
    typename RCU::scoped_lock const section;
    // the object is built
    if (object const* const p = from.load(atomics::memory_order_acquire)) {
        reached(p == &first ? "read the old object" : "read a new object");
        use(*p);
    }
}

// Whoever unlinked an object waits, and ends it at once.
class synchronize_and_end : public model {
public:
    synchronize_and_end() { from_.store(&objects_[0], atomics::memory_order_relaxed); }

    void thread(unsigned self) override {
        if (self == 0)
            for (int i = 0; i != 2; ++i) {
                // publishes the next object, acquires the old one to end it
                from_.exchange(&objects_[i + 1], atomics::memory_order_acq_rel);
                buffered::synchronize();
                object::dispose(&objects_[i]);
            }
        else
            for (int i = 0; i != 3; ++i)
                read<buffered>(from_, objects_[0]);
    }

private:
    object objects_[3];
    source from_{nullptr};
    section_domain domain_{3};
};

// Objects that fibers put in the place of one another; all but the last are to be disposed of.
template <class RCU, reclaim_when When>
class replaced_objects : public model {
public:
    explicit replaced_objects(int fibers) : domain_(fibers, When) {
        from_.store(&objects_[0], atomics::memory_order_relaxed);
    }

    void finish() override {
        RCU::force_dispose();
        for (object const& o : objects_)
            check(o.disposed() == (&o != from_.load(atomics::memory_order_relaxed)),
                  "an object was lost, or one too many was disposed of");
    }

protected:
    // The `i`th replacement that a fiber makes. Publishes the object, acquires the old one.
    object* replace_by(unsigned self, unsigned i) {
        return from_.exchange(&objects_[2 * self + i + 1], atomics::memory_order_acq_rel);
    }

    object objects_[5];
    source from_{nullptr};

private:
    section_domain domain_;
};

// Two retire what they replace. The third reads; or, of objects that are reclaimed elsewhere, does
// that as well.
template <class RCU, reclaim_when When>
class retire_and_read : public replaced_objects<RCU, When> {
public:
    retire_and_read() : replaced_objects<RCU, When>(3) {}

    void thread(unsigned self) override {
        for (unsigned i = 0; i != 2; ++i)
            if (self != 2)
                RCU::template retire_ptr<dispose_object>(this->replace_by(self, i));
            else {
                read<RCU>(this->from_, this->objects_[0]);
                if (When == reclaim_when::elsewhere)
                    RCU::make_room();
            }
        if (self == 0)
            RCU::synchronize();
    }
};

// What a thread retires in a section it may go on reading there, whatever others reclaim.
template <class RCU, reclaim_when When>
class retire_inside : public replaced_objects<RCU, When> {
public:
    retire_inside() : replaced_objects<RCU, When>(2) {}

    void thread(unsigned self) override {
        for (unsigned i = 0; i != 2; ++i) {
            typename RCU::scoped_lock const section;
            object* const old = this->replace_by(self, i);
            RCU::template retire_ptr<dispose_object>(old);
            use(*old);
        }
        RCU::make_room();
    }
};

// One takes an object out and holds it beyond the section, another retires what that one found.
class take_out : public model {
public:
    take_out() { from_.store(&object_, atomics::memory_order_relaxed); }

    void thread(unsigned self) override {
        if (self == 1) {
            buffered::make_room();
            if (!object_.disposed())
                reached("kept");
            buffered::make_room();
            return;
        }
        using policy = cds::intrusive::details::reclaim_rcu<buffered>;
        policy::extracted_ptr<object> held;
        {
            policy::extraction<policy::guarded_ptr<object>> extracted;
            // acquires the object, to dispose of it
            object* const old = from_.exchange(nullptr, atomics::memory_order_acq_rel);
            buffered::append<dispose_object>(old);
            held = extracted(policy::guarded_ptr<object>(old));
        }
        use(*held);
        held.release();
        buffered::make_room();
    }

    void finish() override {
        buffered::force_dispose();
        check(object_.disposed(), "the object was lost");
    }

private:
    object object_;
    source from_{nullptr};
    section_domain domain_{2};
};

} // namespace

template <reclaim_when When>
struct cds::intrusive::details::reclaim<flavour<When>> : reclaim_rcu<flavour<When>> {};

namespace {

namespace ci = cds::intrusive;

// A set's own object, whose value is its key; its memory stays.
template <class Node>
struct item : object, Node {};
struct by_key {
    static int of(object const& o) noexcept { return o.value.get(); }
    static int of(int key) noexcept { return key; }
    int operator()(auto const& a, auto const& b) const { return of(a) - of(b); }
};
template <class Traits, class Hook, class Item>
struct set_traits : Traits {
    using hook = Hook;
    using compare = by_key;
    struct disposer {
        void operator()(Item* p) const { object::dispose(static_cast<object*>(p)); }
    };
    struct key_extractor {
        void operator()(int& to, Item const& from) const { to = from.value.get(); }
    };
};

using with_gc = cds::opt::gc<buffered>;
using list_item = item<ci::michael_list::node<buffered>>;
using list = ci::MichaelList<
    buffered, list_item,
    set_traits<ci::michael_list::traits, ci::michael_list::base_hook<with_gc>, list_item>>;

struct always_two {
    static unsigned const c_nUpperBound = 2;
    unsigned operator()() const { return 1; }
};
using skip_item = item<ci::skip_list::node<buffered>>;
struct skip_traits
    : set_traits<ci::skip_list::traits, ci::skip_list::base_hook<with_gc>, skip_item> {
    using random_level_generator = always_two;
};
using skip_list = ci::SkipListSet<buffered, skip_item, skip_traits>;

using leaf = item<ci::ellen_bintree::node<buffered>>;
using search_tree = ci::EllenBinTree<
    buffered, int, leaf,
    set_traits<ci::ellen_bintree::traits, ci::ellen_bintree::base_hook<with_gc>, leaf>>;

// Two erase the same items, one of them by taking out; the other inserts another one in front. A
// third walks past, and looks twice.
template <class Set>
class erase_and_walk : public model {
public:
    erase_and_walk() {
        for (int i = 0; i != 3; ++i) {
            items_[i].value.set(i);
            set_.insert(items_[i]);
        }
    }

    void thread(unsigned self) override {
        if (self == 0) {
            items_[3].value.set(-1);
            set_.insert(items_[3]);
            if (set_.erase(1))
                reached("erased");
            buffered::make_room();
        } else if (self == 1) {
            typename Set::exempt_ptr const taken = set_.extract(0);
            check(!taken.empty(), "an item that nobody else erases was not there");
            if (set_.erase(1))
                reached("erased by the other");
            buffered::make_room();
            use(*taken);
        } else {
            buffered::scoped_lock const section;
            for (int i = 0; i != 2; ++i)
                if (typename Set::raw_ptr const p = set_.get(1)) {
                    use(*p);
                    check(set_.contains(2), "an item that nobody erases was not there");
                    use(*p);
                    reached("looked at it");
                }
            if (set_.contains(-1))
                reached("saw the new one");
        }
    }

    void finish() override {
        set_.clear();
        buffered::force_dispose();
        for (auto const& i : items_)
            check(i.disposed(), "an item was lost");
    }

private:
    typename Set::value_type items_[4];
    section_domain domain_{3};
    Set set_;
};

// The same with a map: what one erases is the root, with a child on each side, which goes when the
// other has taken one of them.
class erase_and_walk_in_a_map : public model {
public:
    erase_and_walk_in_a_map() {
        for (int const key : {1, 0, 2})
            map_.insert(key, &objects_[key]);
    }

    void thread(unsigned self) override {
        if (self == 0) {
            objects_[3].value.set(3);
            map_.insert(3, &objects_[3]);
            if (map_.erase(1))
                reached("erased");
            buffered::make_room();
        } else if (self == 1) {
            map::exempt_ptr const taken = map_.extract_min();
            check(!taken.empty(), "a map that is not empty gave nothing");
            if (map_.erase(1))
                reached("erased by the other");
            buffered::make_room();
            use(*taken);
        } else {
            buffered::scoped_lock const section;
            for (int i = 0; i != 2; ++i)
                if (object const* const p = map_.get(1)) {
                    use(*p);
                    check(map_.contains(2), "a key that nobody erases was not there");
                    use(*p);
                    reached("looked at it");
                }
            if (object const* const p = map_.get(3))
                use(*p);
        }
    }

    void finish() override {
        check(map_.check_consistency(), "the tree is not in order");
        map_.clear();
        buffered::force_dispose();
        for (object const& o : objects_)
            check(o.disposed(), "a value was lost");
    }

private:
    struct traits : cds::container::bronson_avltree::traits {
        using disposer = dispose_object;
        using sync_monitor =
            cds::sync::injecting_monitor<cds::sync::spin_lock<cds::backoff::yield>>;
        using back_off = cds::backoff::yield;
    };
    using map = cds::container::BronsonAVLTreeMap<buffered, int, object*, traits>;

    object objects_[4];
    section_domain domain_{3};
    map map_;
};

} // namespace

int main(int argc, char** argv) {
    constexpr auto at_once = reclaim_when::at_once;
    constexpr auto in_batches = reclaim_when::in_batches;
    constexpr auto elsewhere = reclaim_when::elsewhere;
    std::vector<char const*> const goals = {"read the old object", "read a new object", "disposed"};
    std::vector<char const*> const past = {"erased", "erased by the other", "looked at it",
                                           "disposed"};
    std::vector<char const*> past_a_new_one = past;
    past_a_new_one.push_back("saw the new one");
    return explore(
        argc, argv,
        {{"synchronize", 3, 300, make_model<synchronize_and_end>, goals},
         {"retire_at_once", 3, 200, make_model<retire_and_read<instant, at_once>>, goals},
         {"retire_in_batches", 3, 200, make_model<retire_and_read<buffered, in_batches>>, goals},
         {"retire_elsewhere", 3, 200, make_model<retire_and_read<threaded, elsewhere>>, goals},
         {"inside_at_once", 2, 200, make_model<retire_inside<instant, at_once>>, {"disposed"}},
         {"inside_in_batches",
          2,
          200,
          make_model<retire_inside<buffered, in_batches>>,
          {"disposed"}},
         {"inside_elsewhere", 2, 200, make_model<retire_inside<threaded, elsewhere>>, {"disposed"}},
         {"take_out", 2, 300, make_model<take_out>, {"kept", "disposed"}},
         {"list", 3, 300, make_model<erase_and_walk<list>>, past_a_new_one},
         {"skip_list", 3, 300, make_model<erase_and_walk<skip_list>>, past_a_new_one},
         {"search_tree", 3, 300, make_model<erase_and_walk<search_tree>>, past_a_new_one},
         {"balanced_tree", 3, 300, make_model<erase_and_walk_in_a_map>, past}});
}
