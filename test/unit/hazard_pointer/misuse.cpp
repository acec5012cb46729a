// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a debug build refuses.

#include <cds/hazard_pointer.h>
#include <cds_test/misuse.h>

#include <atomic>
#include <utility>

#if defined(NDEBUG)
#    error "this program is about assertions"
#endif

namespace {

struct object : cds::hazard_pointer_obj_base<object> {};

std::atomic<object*> current{nullptr};

void protect_by_an_empty_one() { (void)cds::hazard_pointer().protect(current); }
void try_to_protect_by_an_empty_one() {
    object* p = nullptr;
    (void)cds::hazard_pointer().try_protect(p, current);
}
void reset_the_protection_of_an_empty_one() { cds::hazard_pointer().reset_protection(); }
void protect_by_one_that_was_moved_from() {
    cds::hazard_pointer from = cds::make_hazard_pointer();
    cds::hazard_pointer const to = std::move(from);
    (void)from.protect(current);
}

// The hazard pointer keeps the object, so that the second time is looked at, too.
template <class Retire>
void twice(Retire retire) {
    auto* const p = new object;
    cds::hazard_pointer holder = cds::make_hazard_pointer();
    holder.reset_protection(p);
    retire(*p);
    retire(*p);
}
void retire_twice() {
    twice([](object& o) { o.retire(); });
}
void retire_to_a_domain_twice() {
    static cds::hazard_pointer_domain domain;
    twice([](object& o) { o.retire(domain); });
}
void retire_to_a_cohort_twice() {
    static cds::hazard_pointer_cohort cohort;
    twice([](object& o) { o.retire_to_cohort(cohort); });
}

struct comes_back;
struct retires_once_more {
    inline void operator()(comes_back* p) const noexcept;
};
struct comes_back : cds::hazard_pointer_obj_base<comes_back, retires_once_more> {
    int lives = 2;
};
void retires_once_more::operator()(comes_back* p) const noexcept {
    if (--p->lives != 0)
        p->retire();
    else
        delete p;
}

void no_misuse() {
    object first;
    current = &first;
    cds::hazard_pointer holder = cds::make_hazard_pointer();
    (void)holder.protect(current);
    holder = cds::hazard_pointer();
    auto* const again = new object(first); // a copy is not retired
    again->retire();
    (new comes_back)->retire();
    cds::hazard_pointer_clean_up();
    cds::hazard_pointer_clean_up();
}

} // namespace

int main() {
    char const* const empty = "an empty hazard pointer protects nothing";
    char const* const once = "an object is retired once";
    return cds_test::each_ends_as_it_should(
        {{"no misuse", no_misuse},
         {"protect() by an empty one", protect_by_an_empty_one, empty},
         {"try_protect() by an empty one", try_to_protect_by_an_empty_one, empty},
         {"reset_protection() of an empty one", reset_the_protection_of_an_empty_one, empty},
         {"protect() by one that was moved from", protect_by_one_that_was_moved_from, empty},
         {"retire() twice", retire_twice, once},
         {"retire() to a domain twice", retire_to_a_domain_twice, once},
         {"retire_to_cohort() twice", retire_to_a_cohort_twice, once}});
}
