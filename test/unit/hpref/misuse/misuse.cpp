// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a debug build refuses. Each misuse runs in a child, which must end by the assertion: without
// it some would wait for ever. Built with assertions whatever the build type.

#include <cds/gc/hpref.h>
#include <cds_test/child.h>

#include <atomic>
#include <csignal>
#include <cstdio>

#if defined(NDEBUG)
#    error "this program is about assertions"
#endif

namespace {

using cds::gc::hpref;

struct object : hpref::node<object> {};

std::atomic<object*>& current() {
    static std::atomic<object*> source{new object};
    return source;
}

void synchronize_under_a_hazard() {
    hpref::ref<object> const held = hpref::get(current());
    hpref::synchronize();
}
void synchronize_under_a_hazard_on_the_object() {
    hpref::ref<object> const held = hpref::get(current());
    hpref::synchronize(held.get());
}
void synchronize_under_a_hazard_in_the_range() {
    hpref::ref<object> const held = hpref::get(current());
    hpref::synchronize(held.get(), held.get() + 1);
}
void synchronize_in_a_disposer() {
    struct waits : hpref::node<waits> {
        ~waits() { hpref::synchronize(); }
    };
    hpref::retire(new waits);
    hpref::scan();
}
void drop_more_references_than_there_are() {
    struct stays : hpref::node<stays, decltype([](auto*) {})> {};
    static stays here;
    here.drop_reference();
    here.drop_reference();
}
void share_what_is_released() {
    struct stays : hpref::node<stays, decltype([](auto*) {})> {};
    static stays here;
    here.drop_reference();
    (void)hpref::share(&here).release();
}
void destroy_what_is_referenced() {
    auto* const one = new object;
    (void)hpref::share(one).release();
    delete one;
}
void look_through_an_empty_handle() { (void)*hpref::ref<object>(); }

// The same calls used rightly: what none of the assertions may forbid.
void no_misuse() {
    hpref::ref<object> held = hpref::get(current());
    object other;
    hpref::synchronize(&other);
    held.promote();
    hpref::synchronize();
    hpref::synchronize(held.get());
}

int in_silence(void (*act)()) {
    (void)!std::freopen("/dev/null", "w", stderr);
    act();
    return 0;
}

bool ends(char const* what, void (*act)(), bool by_assertion) {
    using namespace std::chrono_literals;
    cds_test::verdict const v = cds_test::in_fork([act] { return in_silence(act); }, 20s);
    bool const as_expected = by_assertion ? v.signal == SIGABRT : v.good();
    std::printf("%s %s\n", as_expected ? "ok    " : "FAILED", what);
    return as_expected;
}

} // namespace

int main() {
    struct misuse {
        char const* what;
        void (*act)();
    };
    bool good = ends("no misuse", no_misuse, false);
    for (auto const& [what, act] :
         {misuse{"synchronize() under a hazard", synchronize_under_a_hazard},
          {"synchronize(p) under a hazard on p", synchronize_under_a_hazard_on_the_object},
          {"synchronize(first, last) under a hazard", synchronize_under_a_hazard_in_the_range},
          {"synchronize() in a disposer", synchronize_in_a_disposer},
          {"one reference too many dropped", drop_more_references_than_there_are},
          {"a reference to a released object", share_what_is_released},
          {"destruction beside a reference", destroy_what_is_referenced},
          {"a look through an empty handle", look_through_an_empty_handle}})
        good = ends(what, act, true) && good;
    return good ? 0 : 1;
}
