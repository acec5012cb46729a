// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a debug build refuses.

#include <cds/memory/slot_manager.h>
#include <cds_test/misuse.h>

#include <memory>
#include <utility>

#if defined(NDEBUG)
#    error "this program is about assertions"
#endif

namespace {

using manager_type = cds::memory::slot_manager<long, int>;

struct one_slot {
    std::unique_ptr<manager_type> manager = std::make_unique<manager_type>(1);
    cds::memory::slot_handle handle = *manager->store(3, 5);
};

// The child ends without destructors.
template <class Guard>
void outlive(Guard guard) {
    static Guard const kept = std::move(guard);
}

void end_the_manager_beside_a_reader() {
    one_slot s;
    outlive(s.manager->read(s.handle));
    s.manager.reset();
}
void end_the_manager_beside_a_writer() {
    one_slot s;
    outlive(s.manager->write(s.handle));
    s.manager.reset();
}
void end_the_manager_beside_a_look_at_a_header() {
    one_slot s;
    outlive(s.manager->header(s.handle));
    s.manager.reset();
}
void end_the_manager_beside_a_guard_of_a_freed_slot() {
    one_slot s;
    outlive(s.manager->read(s.handle));
    s.manager->free(s.handle);
    s.manager.reset();
}
void look_through_an_empty_guard() { (void)*manager_type::read_guard(); }
void look_at_the_header_through_an_empty_guard() { (void)manager_type::write_guard().header(); }

void no_misuse() {
    one_slot s;
    auto guard = s.manager->read(s.handle);
    s.manager->free(s.handle);
    guard.reset();
    (void)s.manager->store(4, 6); // ends with the manager
    manager_type::read_guard const nothing;
    s.manager.reset();
}

} // namespace

int main() {
    char const* const outlives = "a guard outlives the slot manager";
    return cds_test::each_ends_as_it_should(
        {{"no misuse", no_misuse},
         {"the manager ends beside a reader", end_the_manager_beside_a_reader, outlives},
         {"the manager ends beside a writer", end_the_manager_beside_a_writer, outlives},
         {"the manager ends beside a look at a header", end_the_manager_beside_a_look_at_a_header,
          outlives},
         {"the manager ends beside a guard of a freed slot",
          end_the_manager_beside_a_guard_of_a_freed_slot, outlives},
         {"a look through an empty guard", look_through_an_empty_guard, "nullptr"},
         {"a look at the header through an empty guard", look_at_the_header_through_an_empty_guard,
          "nullptr"}});
}
