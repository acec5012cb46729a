// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a debug build refuses; without the assertion some would wait for ever.

#include <cds/gc/dhp.h>
#include <cds/gc/hpref.h>
#include <cds_test/misuse.h>

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <thread>

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
void retire_twice() {
    object* const one = current().exchange(nullptr);
    hpref::retire(one);
    hpref::retire(one);
}
// The second retire would find a reference to drop: that of a reader.
void retire_twice_beside_a_reference() {
    object const* const one = current().exchange(nullptr);
    (void)hpref::share(one).release();
    hpref::retire(one);
    hpref::scan();
    hpref::retire(one);
}
void retire_twice_for_different_guards() {
    object* const one = current().exchange(nullptr);
    hpref::retire(one);
    hpref::retire<cds::gc::DHP>(one);
}
void retire_twice_with_a_release_function() {
    static struct stays : hpref::node_with_function {
        stays() : hpref::node_with_function([](hpref::node_with_function*) {}) {}
    } here;
    hpref::retire<cds::gc::DHP>(&here);
    hpref::retire(&here);
}
void destroy_what_is_referenced() {
    auto* const one = new object;
    (void)hpref::share(one).release();
    delete one;
}
void look_through_an_empty_handle() { (void)*hpref::ref<object>(); }

// A thread comes by the line of one that left its hazard to others, and waits for that.
void wait_for_the_hazard_of_a_former_thread() {
    using namespace std::chrono_literals;
    hpref::ref<object> held;
    std::thread([&held] { held = hpref::get(current()); }).join();
    std::atomic<bool> has_line{false};
    std::thread heir([&, at = held.get()] {
        (void)hpref::get(current());
        has_line = true;
        hpref::synchronize(at);
        hpref::synchronize();
    });
    while (!has_line)
        std::this_thread::yield();
    std::this_thread::sleep_for(20ms); // if it had to be refused, it would be by now
    held.put();
    heir.join();
}

// No memory for the first retire, which takes nothing then; and a new life in the same memory.
void retire_once_more_what_was_not_taken() {
    struct starved : cds::gc::own_existence<starved> {};
    using policy = cds::gc::generic_hpref<starved>;
    policy::set_memory_allocator([](std::size_t) -> void* { return nullptr; }, [](void*) {});
    static int releases = 0;
    struct stays : hpref::node<stays, decltype([](auto*) { ++releases; })> {};
    alignas(stays) static std::byte here[sizeof(stays)];
    for (int life = 0; life != 2; ++life) {
        auto* const one = new (here) stays;
        try {
            policy::retire(one);
            if (life == 0)
                std::abort(); // there was memory
        } catch (std::bad_alloc const&) {
            policy::set_memory_allocator(&std::malloc, &std::free);
            policy::retire(one);
        }
        policy::scan();
        if (releases != life + 1)
            std::abort(); // the mark was taken for a reference
    }
}

// The same calls used rightly: what none of the assertions may forbid.
void no_misuse() {
    hpref::ref<object> held = hpref::get(current());
    object other;
    hpref::synchronize(&other);
    held.promote();
    hpref::synchronize();
    hpref::synchronize(held.get());
}

} // namespace

int main() {
    return cds_test::each_ends_as_it_should(
        {{"no misuse", no_misuse},
         {"waiting for the hazard of a former thread", wait_for_the_hazard_of_a_former_thread},
         {"synchronize() under a hazard", synchronize_under_a_hazard, "of the calling thread"},
         {"synchronize(p) under a hazard on p", synchronize_under_a_hazard_on_the_object,
          "of the calling thread"},
         {"synchronize(first, last) under a hazard", synchronize_under_a_hazard_in_the_range,
          "of the calling thread"},
         {"synchronize() in a disposer", synchronize_in_a_disposer, "from a disposer"},
         {"one reference too many dropped", drop_more_references_than_there_are,
          "more references than there were"},
         {"a reference to a released object", share_what_is_released, "being released"},
         {"retire of what was not taken before", retire_once_more_what_was_not_taken},
         {"retire twice", retire_twice, "is retired already"},
         {"retire twice beside a reference", retire_twice_beside_a_reference, "is retired already"},
         {"retire twice for different guards", retire_twice_for_different_guards,
          "is retired already"},
         {"retire twice with a release function", retire_twice_with_a_release_function,
          "is retired already"},
         {"destruction beside a reference", destroy_what_is_referenced, "while it is referenced"},
         {"a look through an empty handle", look_through_an_empty_handle, "nullptr"}});
}
