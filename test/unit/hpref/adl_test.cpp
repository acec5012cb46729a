// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A program's own functions of the names that this library uses inside: argument-dependent lookup
// finds them beside the objects. Each is as good a match as ours, so an unqualified call would not
// compile; and must not be called, so it is deleted.

#include <cds/gc/dhp.h>
#include <cds/gc/hpref.h>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <utility>

namespace program {

struct object;
using object_source = std::atomic<object*>;
using const_object_source = std::atomic<object const*>;

// clang-format off
template <class S, class F, class M> object* protect(S*, object_source const&, F, M&) = delete;
template <class S, class F, class M>
object const* protect(S*, const_object_source const&, F, M&) = delete;
template <class B, class S> auto get_by(S*, object_source const&) = delete;
template <class B, class S> auto get_by(S*, const_object_source const&) = delete;
template <class B> auto get_by_shared_slot(object_source const&) = delete;
template <class B> auto get_by_shared_slot(const_object_source const&) = delete;
template <class B> auto get_slowly(object_source const&) = delete;
template <class B> auto get_slowly(const_object_source const&) = delete;
template <class B> auto get(object_source const&) = delete;
template <class B> auto get(const_object_source const&) = delete;
template <class B> auto hold(object const*) = delete;
template <class B> auto hold(object*) = delete;
auto get(object_source const&) = delete;
auto get(const_object_source const&) = delete;
auto hold(object*) = delete;
auto hold(object const*) = delete;
auto share(object*) = delete;
auto share(object const*) = delete;
auto adopt(object*) = delete;
auto retire(object*) = delete;
auto synchronize(object const*) = delete;
template <class A> auto count_of(A const&) = delete;
template <class A> void swap(A&, A&) = delete;
template <class A, class V> A exchange(A&, V&&) = delete;
template <class A> A&& move(A&) = delete;
template <class A> bool operator==(A const&, std::nullptr_t) = delete;
template <class A> void dispose(A*) = delete;
template <class A> auto find_free_slot(A*) = delete;
template <class A> auto object_of(A*) = delete;
// clang-format on

struct object : cds::gc::hpref::node<object> {
    object* operator&() = delete; // nobody takes an address either
    int value = 7;
};

} // namespace program

namespace {

using cds::gc::hpref;
using program::object;

template <class Object>
int use(std::atomic<Object*>& from) {
    hpref::ref<Object> held = hpref::get(from);
    hpref::ref<Object> const same = hpref::hold(held.get());
    hpref::ref<Object> shared = hpref::share(held.get());
    shared.swap(held);
    held = std::move(shared);
    held.promote();
    BOOST_TEST((held == same));
    Object* const raw = held.release();
    held = hpref::adopt(raw);
    std::atomic<Object*> other{new program::object};
    Object* const old = other.exchange(nullptr);
    hpref::synchronize(old);
    hpref::adopt(old).put();
    return held->value;
}

// No slot and no memory: the slow ways.
struct counting : cds::gc::own_existence<counting> {
    static constexpr cds::gc::domain_options options = cds::gc::existence_options(1);
};

} // namespace

BOOST_AUTO_TEST_SUITE(hpref_lookup)

BOOST_AUTO_TEST_CASE(a_programs_functions_of_our_names_are_not_called) {
    program::object_source from{new object};
    BOOST_TEST(use(from) == 7);
    program::const_object_source by_const{from.load()};
    BOOST_TEST(use(by_const) == 7);
    BOOST_TEST(cds::gc::generic_hpref<counting>::get(from)->value == 7);
    {
        cds::gc::DHP::Guard guard;
        guard.assign(from.load());
        BOOST_TEST(hpref::promote<object>(guard)->value == 7);
    }
    hpref::retire(from.exchange(nullptr));
    hpref::scan();
}

BOOST_AUTO_TEST_SUITE_END()
