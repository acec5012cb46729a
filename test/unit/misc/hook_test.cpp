// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>
#include <boost/mpl/list.hpp>

#include <cds/intrusive/details/base.h>
#include <cds/structures/single_link.h>

#include <cstddef>

namespace ci = cds::intrusive;
namespace opt = cds::intrusive::opt;
namespace single_link = cds::intrusive::single_link;

namespace {

struct policy {};
struct left_tag {};
typedef single_link::node<policy> plain_node;
typedef single_link::node<policy, left_tag> left_node;

struct by_base : plain_node, left_node {
    int value = 0;
};

struct by_member {
    int value = 0;
    plain_node node;
    left_node left;
};

struct own_traits {
    static plain_node* to_node_ptr(by_member& v) { return &v.node; }
    static plain_node* to_node_ptr(by_member* v) { return v ? &v->node : nullptr; }
    static plain_node const* to_node_ptr(by_member const& v) { return &v.node; }
    static plain_node const* to_node_ptr(by_member const* v) { return v ? &v->node : nullptr; }
    static by_member* to_value_ptr(plain_node& n) { return to_value_ptr(&n); }
    static by_member* to_value_ptr(plain_node* n) {
        return n ? reinterpret_cast<by_member*>(reinterpret_cast<char*>(n) -
                                                offsetof(by_member, node))
                 : nullptr;
    }
    static by_member const* to_value_ptr(plain_node const& n) {
        return to_value_ptr(const_cast<plain_node*>(&n));
    }
    static by_member const* to_value_ptr(plain_node const* n) {
        return to_value_ptr(const_cast<plain_node*>(n));
    }
};

// A value and the hook by which a container would find its node.
template <class T, class Hook>
struct hooked {
    typedef T value_type;
    typedef Hook hook;
    typedef typename Hook::node_type node_type;
    typedef typename ci::get_node_traits<T, node_type, Hook>::type node_traits;
};

typedef opt::gc<policy> gc;
typedef opt::tag<left_tag> left;
typedef boost::mpl::list<
    hooked<by_base, single_link::base_hook<gc>>, hooked<by_base, single_link::base_hook<left, gc>>,
    hooked<by_member, single_link::member_hook<offsetof(by_member, node), gc>>,
    hooked<by_member, single_link::member_hook<offsetof(by_member, left), gc, left>>,
    hooked<by_member, single_link::traits_hook<own_traits, gc>>>
    hooks;

} // namespace

BOOST_AUTO_TEST_SUITE(hooks_and_node_traits)

BOOST_AUTO_TEST_CASE_TEMPLATE(the_way_to_the_node_and_back_ends_at_the_object, H, hooks) {
    typedef typename H::node_traits traits;
    static_assert(cds::concepts::node_hook<typename H::hook>);
    typename H::value_type object;
    typename H::value_type const& constant = object;
    typename H::node_type* const node = traits::to_node_ptr(object);
    typename H::node_type const* const constant_node = traits::to_node_ptr(constant);
    BOOST_TEST(constant_node == node);
    BOOST_TEST(traits::to_node_ptr(&object) == node);
    BOOST_TEST(traits::to_node_ptr(&constant) == node);
    BOOST_TEST(traits::to_value_ptr(node) == &object);
    BOOST_TEST(traits::to_value_ptr(*node) == &object);
    BOOST_TEST(traits::to_value_ptr(constant_node) == &object);
    BOOST_TEST(traits::to_value_ptr(*constant_node) == &object);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(null_stays_null, H, hooks) {
    typedef typename H::node_traits traits;
    typename H::value_type* const object = nullptr;
    typename H::node_type* const node = nullptr;
    BOOST_TEST((traits::to_node_ptr(object) == nullptr));
    BOOST_TEST((traits::to_value_ptr(node) == nullptr));
    BOOST_TEST((ci::node_to_value<H>()(node) == nullptr));
}

BOOST_AUTO_TEST_CASE(a_hook_says_its_policy_tag_kind_and_node) {
    typedef single_link::base_hook<gc, left> hook;
    static_assert(std::is_same_v<hook::gc, policy>);
    static_assert(std::is_same_v<hook::tag, left_tag>);
    static_assert(std::is_same_v<hook::hook_type, ci::base_hook_tag>);
    static_assert(std::is_same_v<hook::node_type, left_node>);
    static_assert(std::is_same_v<single_link::base_hook<>::gc, cds::gc::default_gc>);
    static_assert(std::is_same_v<single_link::base_hook<>::tag, opt::none>);
    typedef single_link::member_hook<8, gc> member;
    static_assert(std::is_same_v<member::hook_type, ci::member_hook_tag>);
    BOOST_TEST(member::c_nMemberOffset == 8u);
    typedef single_link::traits_hook<own_traits, gc> traits;
    static_assert(std::is_same_v<traits::node_traits, own_traits>);
    static_assert(std::is_same_v<traits::hook_type, ci::traits_hook_tag>);
    BOOST_TEST(!cds::concepts::node_hook<plain_node>);
}

BOOST_AUTO_TEST_CASE(a_fresh_node_is_unlinked_and_the_checkers_accept_it) {
    plain_node node;
    BOOST_TEST((node.m_pNext.load(atomics::memory_order_relaxed) == nullptr));
    single_link::link_checker<plain_node>::is_empty(&node);
    typedef single_link::get_link_checker<plain_node, opt::always_check_link>::type always;
    typedef single_link::get_link_checker<plain_node, opt::never_check_link>::type never;
    typedef single_link::get_link_checker<plain_node, opt::debug_check_link>::type debug;
    static_assert(std::is_same_v<always, single_link::link_checker<plain_node>>);
    static_assert(std::is_same_v<never, opt::v::empty_link_checker<plain_node>>);
    static_assert(std::is_same_v<plain_node::rebind<policy, left_tag>::other, left_node>);
    debug::is_empty(&node);
    node.m_pNext.store(&node, atomics::memory_order_relaxed);
    never::is_empty(&node);
    BOOST_TEST((node.m_pNext.load(atomics::memory_order_relaxed) == &node));
}

BOOST_AUTO_TEST_CASE(disposers_leave_or_delete_the_object) {
    struct counted {
        int* alive;
        explicit counted(int* n) : alive(n) { ++*alive; }
        ~counted() { --*alive; }
    };
    int alive = 0;
    auto* const object = cds::details::Allocator<counted>().New(&alive);
    opt::v::empty_disposer()(object);
    BOOST_TEST(alive == 1);
    opt::v::delete_disposer<>()(object);
    BOOST_TEST(alive == 0);
    static_assert(cds::concepts::disposer<opt::v::delete_disposer<>, counted>);
    BOOST_TEST((!cds::concepts::disposer<int, counted>));
}

BOOST_AUTO_TEST_CASE(iterable_lists_are_known_by_their_base) {
    struct list : ci::iterable_list_tag {};
    BOOST_TEST(ci::is_iterable_list<list>::value);
    BOOST_TEST(!ci::is_iterable_list<plain_node>::value);
}

BOOST_AUTO_TEST_SUITE_END()
