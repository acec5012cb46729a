// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// [saferecl.hp.base]: the base class of what is protected and retired.
#include "objects.h"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace hazard_test;

// B1: an incomplete class, and a class with a base of an incomplete class, compile and have a size.
class late;
using base_of_late = cds::hazard_pointer_obj_base<late>;
static_assert(sizeof(base_of_late) > 0);
class late : public base_of_late {};

// Neither copied nor constructed from another: a prvalue is all that retire can be given.
struct assign_only {
    assign_only() = default;
    explicit assign_only(std::string* l) : log(l) {}
    assign_only(assign_only const&) = delete;
    assign_only(assign_only&&) = delete;
    assign_only& operator=(assign_only const&) = delete;
    assign_only& operator=(assign_only&& other) noexcept {
        log = std::exchange(other.log, nullptr);
        return *this;
    }
    ~assign_only() { log = nullptr; }
    template <class T>
    void operator()(T* p) {
        std::string& to = *log; // its state ends with the object
        delete p;
        to += "deleted";
    }
    std::string* log = nullptr;
};

class with_assign_only : public cds::hazard_pointer_obj_base<with_assign_only, assign_only> {};

// Counts what is done to it. One that cannot be moved out of the object is called in there.
struct deeds {
    int made = 0;
    int moved = 0;
    int assigned = 0;
    int ended = 0;
    int called = 0;
    friend bool operator==(deeds const&, deeds const&) = default;
    friend std::ostream& operator<<(std::ostream& out, deeds const& d) {
        return out << "made " << d.made << ", moved " << d.moved << ", assigned " << d.assigned
                   << ", ended " << d.ended << ", called " << d.called;
    }
};
enum class can { be_assigned, be_moved, throw_when_moved };
template <can What>
struct counted {
    static inline deeds done;

    counted() noexcept { ++done.made; }
    explicit counted(int v) noexcept : value(v) { ++done.made; }
    counted(counted const&) = delete;
    counted(counted&& o) noexcept(What != can::throw_when_moved)
        requires(What != can::be_assigned)
        : value(o.value) {
        ++done.moved;
    }
    counted& operator=(counted const&) = delete;
    counted& operator=(counted&& o) noexcept {
        value = o.value;
        ++done.assigned;
        return *this;
    }
    ~counted() {
        *const_cast<int volatile*>(&value) = -1;
        ++done.ended;
    }
    template <class T>
    [[gnu::noinline]] void operator()(T* p) const { // or g++ sees through a defect and refuses it
        ++done.called;
        value_at_the_call = value;
        delete p;
        if (What == can::be_moved)
            value_after_the_end = value;
    }
    int value = 0;
    static inline int value_at_the_call = 0;
    static inline int value_after_the_end = 0;
};
template <can What>
class with_counted : public cds::hazard_pointer_obj_base<with_counted<What>, counted<What>> {};

template <can What>
deeds deeds_of(auto retire) {
    counted<What>::done = {};
    retire(*new with_counted<What>);
    BOOST_TEST(counted<What>::done.called == 0);
    cds::hazard_pointer_clean_up();
    BOOST_TEST(counted<What>::done.called == 1);
    return counted<What>::done;
}

struct first_base {
    virtual ~first_base() = default;
    char padding[40] = {};
};
// The hazard pointer base is at an offset: the deleter gets a T*, the slot a T*.
class offset : public first_base,
               public cds::hazard_pointer_obj_base<offset, std::function<void(offset*)>> {
public:
    int value = 7;
};

class animal : public cds::hazard_pointer_obj_base<animal> {
public:
    explicit animal(census& c) : census_(c) { ++c.made; }
    virtual ~animal() { ++census_.deleted; }

protected:
    census& census_;
};
class cat : public animal {
public:
    using animal::animal;
    ~cat() override { ++cats_deleted; }
    static inline int cats_deleted = 0;
};

struct private_base : private cds::hazard_pointer_obj_base<private_base> {};
struct virtual_base : virtual cds::hazard_pointer_obj_base<virtual_base> {};
struct two_bases : cds::hazard_pointer_obj_base<two_bases>, animal {};
struct two_deleters : cds::hazard_pointer_obj_base<two_deleters>,
                      cds::hazard_pointer_obj_base<two_deleters, assign_only> {};
struct of_another : cds::hazard_pointer_obj_base<animal> {};
struct not_related {};
union a_union {
    int i;
};

} // namespace

BOOST_AUTO_TEST_SUITE(hazard_pointer_obj_base)

BOOST_AUTO_TEST_CASE(B1_the_class_may_be_incomplete_until_a_member_is_used) {
    late* const p = new late;
    p->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(cds::hazard_protectable<late>);
}

BOOST_AUTO_TEST_CASE(B2_five_members_are_defaulted_and_protected) {
    using base = cds::hazard_pointer_obj_base<late>;
    BOOST_TEST(!std::is_default_constructible_v<base>);
    BOOST_TEST(!std::is_copy_constructible_v<base>);
    BOOST_TEST(!std::is_copy_assignable_v<base>);
    BOOST_TEST(!std::is_destructible_v<base>);
    BOOST_TEST(std::is_nothrow_default_constructible_v<late>);
    BOOST_TEST(std::is_nothrow_copy_constructible_v<late>);
    BOOST_TEST(std::is_nothrow_move_constructible_v<late>);
    BOOST_TEST(std::is_nothrow_copy_assignable_v<late>);
    BOOST_TEST(std::is_nothrow_move_assignable_v<late>);
    BOOST_TEST(std::is_trivially_destructible_v<late>);
}

BOOST_AUTO_TEST_CASE(B3_a_copy_of_a_retired_object_is_not_retired) {
    census c;
    struct copied : cds::hazard_pointer_obj_base<copied> {
        explicit copied(census& of) : count(of) { ++of.made; }
        copied(copied const& o) : cds::hazard_pointer_obj_base<copied>(o), count(o.count) {
            ++count.made;
        }
        copied& operator=(copied const& o) {
            cds::hazard_pointer_obj_base<copied>::operator=(o);
            return *this;
        }
        ~copied() { ++count.deleted; }
        census& count;
    };
    atomics::atomic<copied*> source{new copied(c)};
    cds::hazard_pointer h = cds::make_hazard_pointer();
    copied* const original = h.protect(source);
    original->retire();
    auto* const constructed = new copied(*original);
    auto* const assigned = new copied(c);
    *assigned = *original;
    *original = *constructed; // nor does an assignment undo the retirement
    h.reset_protection();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 1u);
    constructed->retire();
    assigned->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 3u);
}

BOOST_AUTO_TEST_CASE(B4_retire_is_noexcept_and_returns_nothing) {
    static_assert(noexcept(std::declval<late&>().retire()));
    static_assert(noexcept(std::declval<late&>().retire(std::default_delete<late>())));
    static_assert(std::is_void_v<decltype(std::declval<late&>().retire())>);
    static_assert(noexcept(
        std::declval<late&>().retire_to_cohort(std::declval<cds::hazard_pointer_cohort&>())));
    BOOST_TEST(noexcept(std::declval<late&>().retire(cds::hazard_pointer_default_domain())));
}

BOOST_AUTO_TEST_CASE(B5_a_deleter_need_only_be_default_constructible_and_move_assignable) {
    static_assert(!std::is_move_constructible_v<assign_only>);
    std::string log;
    (new with_assign_only)->retire(assign_only(&log));
    BOOST_TEST(log == "");
    cds::hazard_pointer_clean_up();
    BOOST_TEST(log == "deleted");
}

BOOST_AUTO_TEST_CASE(B6_the_deleter_gets_the_object_wherever_the_base_lies_in_it) {
    atomics::atomic<offset*> source{new offset};
    offset* seen = nullptr;
    cds::hazard_pointer h = cds::make_hazard_pointer();
    offset* const p = h.protect(source);
    auto const base = reinterpret_cast<std::uintptr_t>(
        static_cast<cds::hazard_pointer_obj_base<offset, std::function<void(offset*)>>*>(p));
    BOOST_TEST(base != reinterpret_cast<std::uintptr_t>(p));
    p->retire([&seen](offset* o) {
        seen = o;
        delete o;
    });
    cds::hazard_pointer_clean_up();
    BOOST_TEST(seen == nullptr); // the slot holds the object's address, not the base's
    BOOST_TEST(p->value == 7);
    h.reset_protection();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(seen == p);
}

BOOST_AUTO_TEST_CASE(B7_the_deleter_that_was_passed_runs_once_and_not_its_default) {
    int runs = 0;
    struct kept : cds::hazard_pointer_obj_base<kept, std::function<void(kept*)>> {};
    kept local;
    local.retire([&runs](kept*) { ++runs; });
    cds::hazard_pointer_clean_up();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(B8_an_object_of_a_derived_class_is_retired_as_its_base) {
    census c;
    cat::cats_deleted = 0;
    atomics::atomic<animal*> source{new cat(c)};
    cds::hazard_pointer h = cds::make_hazard_pointer();
    h.protect(source)->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 0u);
    h = {};
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 1u);
    BOOST_TEST(cat::cats_deleted == 1);
}

BOOST_AUTO_TEST_CASE(B9_protectable_is_a_class_with_one_such_base_public_and_not_virtual) {
    using cds::hazard_protectable;
    BOOST_TEST(hazard_protectable<late>);
    BOOST_TEST(hazard_protectable<late const>);
    BOOST_TEST(!hazard_protectable<late volatile>);
    BOOST_TEST(!hazard_protectable<late const volatile>);
    BOOST_TEST(hazard_protectable<animal>);
    BOOST_TEST(hazard_protectable<offset>);
    BOOST_TEST(!hazard_protectable<cat>); // is protected as an animal
    BOOST_TEST(!hazard_protectable<private_base>);
    BOOST_TEST(!hazard_protectable<virtual_base>);
    BOOST_TEST(!hazard_protectable<two_bases>);
    BOOST_TEST(!hazard_protectable<two_deleters>);
    BOOST_TEST(!hazard_protectable<of_another>);
    BOOST_TEST(!hazard_protectable<not_related>);
    BOOST_TEST(!hazard_protectable<a_union>);
    BOOST_TEST(!hazard_protectable<int>);
}

BOOST_AUTO_TEST_CASE(B10_a_deleter_without_state_costs_nothing) {
    struct words {
        void* three[3];
    };
    BOOST_TEST(sizeof(late) == sizeof(words));
}

BOOST_AUTO_TEST_CASE(B11_objects_with_constant_initialisation_exist) {
    static constinit late constant;
    BOOST_TEST(&constant != nullptr);
}

BOOST_AUTO_TEST_CASE(B12_a_deleter_is_made_with_the_object_and_assigned_once) {
    // made: the object's and the argument; ended: those two and what was moved out
    auto const count = []<can What>(deeds const& expected) {
        auto const by_default = [](auto& o) { o.retire(); };
        auto const with_one = [](auto& o) { o.retire(counted<What>(7)); };
        BOOST_TEST(deeds_of<What>(by_default) == expected);
        BOOST_TEST(deeds_of<What>(with_one) == expected);
        BOOST_TEST(counted<What>::value_at_the_call == 7);
        {
            counted<What>::done = {};
            cds::hazard_pointer_domain domain;
            (new with_counted<What>)->retire(counted<What>(8), domain);
        }
        BOOST_TEST(counted<What>::done == expected);
        {
            counted<What>::done = {};
            cds::hazard_pointer_cohort cohort;
            (new with_counted<What>)->retire_to_cohort(cohort);
        }
        BOOST_TEST(counted<What>::done == expected);
    };
    deeds in_its_place;
    in_its_place.made = 2;
    in_its_place.assigned = 1;
    in_its_place.ended = 2;
    in_its_place.called = 1;
    count.operator()<can::be_assigned>(in_its_place);
    count.operator()<can::throw_when_moved>(in_its_place);
    deeds moved_out = in_its_place;
    moved_out.moved = 1;
    moved_out.ended = 3;
    count.operator()<can::be_moved>(moved_out);
}

BOOST_AUTO_TEST_CASE(B13_a_deleter_that_can_be_moved_outlives_the_object) {
    (void)deeds_of<can::be_moved>([](auto& o) { o.retire(counted<can::be_moved>(9)); });
    BOOST_TEST(counted<can::be_moved>::value_after_the_end == 9);
}

BOOST_AUTO_TEST_SUITE_END()
