// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Sets of objects that the program owns, whose nodes are a base, a member, or found by traits.
#include "subject.h"

#include <cds/gc/hp.h>
#include <cds/intrusive/ellen_bintree_hp.h>
#include <cds/intrusive/feldman_hashset_hp.h>
#include <cds/intrusive/iterable_list_hp.h>
#include <cds/intrusive/lazy_list_hp.h>
#include <cds/intrusive/michael_list_hp.h>
#include <cds/intrusive/michael_set.h>
#include <cds/intrusive/skip_list_hp.h>

#include <cstddef>
#include <string>

namespace subject {

namespace ci = cds::intrusive;
using cds::gc::HP;

/// Compares objects, and keys, by their numbers.
struct by_number {
    template <class T>
    static int number(T const& object) {
        return object.number;
    }
    static int number(int n) { return n; }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return number(a) < number(b);
    }
};

struct with_base : ci::michael_list::node<HP> {
    explicit with_base(int n) : number(n) {}
    int number;
};
struct base_traits : ci::michael_list::traits {
    using hook = ci::michael_list::base_hook<cds::opt::gc<HP>>;
    using less = by_number;
};
struct table_traits : ci::michael_set::traits {
    struct hash {
        std::size_t operator()(with_base const& o) const {
            return static_cast<std::size_t>(o.number);
        }
    };
};

struct with_member {
    explicit with_member(int n) : number(n) {}
    int number;
    ci::lazy_list::node<HP> link;
};
struct member_traits : ci::lazy_list::traits {
    using hook = ci::lazy_list::member_hook<offsetof(with_member, link), cds::opt::gc<HP>>;
    using less = by_number;
};

struct plain {
    explicit plain(int n) : number(n) {}
    int number;
};
struct plain_traits : ci::iterable_list::traits {
    using less = by_number;
};

struct with_tower : ci::skip_list::node<HP> {
    explicit with_tower(int n) : number(n) {}
    int number;
};
struct tower_traits : ci::skip_list::traits {
    using hook = ci::skip_list::base_hook<cds::opt::gc<HP>>;
    using less = by_number;
};

struct leaf {
    explicit leaf(int n) : number(n) {}
    int number;
    ci::ellen_bintree::node<HP> place;
};
struct tree_traits : ci::ellen_bintree::traits {
    using hook = ci::ellen_bintree::member_hook<offsetof(leaf, place), cds::opt::gc<HP>>;
    using less = by_number;
    struct key_extractor {
        void operator()(int& key, leaf const& o) const { key = o.number; }
    };
};

struct trie_traits : ci::feldman_hashset::traits {
    struct hash_accessor {
        int const& operator()(plain const& o) const { return o.number; }
    };
};

using base_list = ci::MichaelList<HP, with_base, base_traits>;
base_list list_by_base;
base_list list_with_erased;
base_list damaged_list;
ci::MichaelHashSet<HP, base_list, table_traits> table_by_base(8, 1);
ci::LazyList<HP, with_member, member_traits> list_by_member;
ci::IterableList<HP, plain, plain_traits> list_of_plain;
ci::SkipListSet<HP, with_tower, tower_traits> skip_list;
ci::EllenBinTree<HP, int, leaf, tree_traits> tree_by_member;
ci::FeldmanHashSet<HP, plain, trie_traits> trie_of_plain(4, 2);

template <class T>
T& make(int n) {
    return *new T(n); // which lasts as long as the process
}

/// Leaves one list as an eraser does that was stopped after its mark, the other one as nobody
/// should.
void damage_lists() {
    using link = with_base::marked_ptr;
    for (int i : {6, 7, 8})
        list_with_erased.insert(make<with_base>(i));
    with_base& erased = *list_with_erased.get(7);
    erased.m_pNext.store(erased.m_pNext.load(std::memory_order_relaxed) | 1,
                         std::memory_order_relaxed);
    damaged_list.insert(make<with_base>(9));
    with_base& last = *damaged_list.get(9);
    last.m_pNext.store(link(&last), std::memory_order_relaxed);
}

void fill_intrusive_sets() {
    for (int i : {5, 4}) {
        list_by_base.insert(make<with_base>(i));
        table_by_base.insert(make<with_base>(i));
        list_by_member.insert(make<with_member>(i));
        list_of_plain.insert(make<plain>(i));
        skip_list.insert(make<with_tower>(i));
        tree_by_member.insert(make<leaf>(i));
        trie_of_plain.insert(make<plain>(i));
    }
    damage_lists();
}

} // namespace subject
