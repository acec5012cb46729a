// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// What a class may call its own members and functions although it has the hazard pointer base.
#include "objects.h"

#include <boost/test/unit_test.hpp>

#include <memory>

namespace {

using namespace hazard_test;

// Has names that the base has, or might: of members, of helpers, of namespaces.
struct popular {
    int prepare = 1;
    int dispose = 2;
    int link_ = 3;
    int deleter_ = 4;
    int link = 5;
    int deleter = 6;
    int state = 7;
    int state_ = 8;
    int next = 9;
    int what = 10;
    int object = 11;
    int base = 12;
    int gc = 13;
    int core = 14;
    int cds = 15;
    int hazard_pointer_detail = 16;
    int hazard_pointer_domain = 17;
    int hazard_pointer_cohort = 18;
    int retired = 19;
    int retirement = 20;
    int reclaim = 21;
    int retire_to = 22;
    int retire_slowly = 23;
    int object_of = 24;
    int base_of = 25;
    int protect = 26;

    // The one name that is published beside `retire`.
    int retire_to_cohort() const { return 27; }
};

#define SUM_OF_NAMES                                                                        \
    (prepare + dispose + link_ + deleter_ + link + deleter + state + state_ + next + what + \
     object + base + gc + core + cds + hazard_pointer_detail + hazard_pointer_domain +      \
     hazard_pointer_cohort + retired + retirement + reclaim + retire_to + retire_slowly +   \
     object_of + base_of + protect)

class popular_first : public popular, public cds::hazard_pointer_obj_base<popular_first> {
public:
    explicit popular_first(census& c) : count_(c) { ++c.made; }
    ~popular_first() { ++count_.deleted; }
    int sum() const { return SUM_OF_NAMES + popular::retire_to_cohort(); }

private:
    census& count_;
};

class popular_last : public cds::hazard_pointer_obj_base<popular_last>, public popular {
public:
    explicit popular_last(census& c) : count_(c) { ++c.made; }
    ~popular_last() { ++count_.deleted; }
    using popular::retire_to_cohort; // which of the two is meant
    int sum() const { return SUM_OF_NAMES + retire_to_cohort(); }

private:
    census& count_;
};

template <class Object>
void names_stay_the_classes_own() {
    census c;
    atomics::atomic<Object*> from{new Object(c)};
    cds::hazard_pointer h = cds::make_hazard_pointer();
    Object* const p = h.protect(from);
    BOOST_TEST(p->sum() == 27 * 28 / 2);
    BOOST_TEST(p->dispose + p->prepare + p->link_ + p->deleter_ == 10);
    p->retire();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 0u);
    h.reset_protection();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 1u);
    {
        cds::hazard_pointer_domain domain;
        (new Object(c))->retire(domain);
        cds::hazard_pointer_cohort cohort;
        cds::hazard_pointer_obj_base<Object>& as_base = *new Object(c);
        as_base.retire_to_cohort(cohort);
    }
    BOOST_TEST(c.deleted.load() == 3u);
}

} // namespace

// Takes everything for its own, and is found wherever a name is looked up by its argument.
namespace greedy {

struct nothing {};

#define GREEDY(name)         \
    template <class... Any>  \
    nothing name(Any&&...) { \
        return {};           \
    }
GREEDY(object_of)
GREEDY(base_of)
GREEDY(retire_slowly)
GREEDY(retire_to)
GREEDY(prepare)
GREEDY(dispose)
GREEDY(begin)
GREEDY(check)
GREEDY(access)
GREEDY(take_slot)
GREEDY(give_slot)
GREEDY(give_slot_home)
GREEDY(give_up)
GREEDY(hand_over)
GREEDY(hand_over_at_home)
GREEDY(light_fence)
GREEDY(compiler_fence)
GREEDY(fence_mask)
GREEDY(protect)
GREEDY(try_protect)
GREEDY(publish)
GREEDY(move)
GREEDY(forward)
GREEDY(exchange)
GREEDY(addressof)
GREEDY(construct_at)
GREEDY(destroy_at)
GREEDY(invoke)
#undef GREEDY
template <class Any>
void operator&(Any&&) = delete;

class object;
struct deleter {
    inline void operator()(object* p) const;
};
class object : public cds::hazard_pointer_obj_base<object, deleter> {
public:
    explicit object(census& c) : count_(c) { ++c.made; }
    ~object() { ++count_.deleted; }

private:
    census& count_;
};
void deleter::operator()(object* p) const { delete p; }

struct unmark {
    object* operator()(std::uintptr_t word) const noexcept {
        return reinterpret_cast<object*>(word & ~std::uintptr_t{1});
    }
};

} // namespace greedy

BOOST_AUTO_TEST_SUITE(hazard_pointer_names)

BOOST_AUTO_TEST_CASE(N1_other_bases_may_use_any_name_but_those_that_are_published) {
    names_stay_the_classes_own<popular_first>();
    names_stay_the_classes_own<popular_last>();
}

BOOST_AUTO_TEST_CASE(N2_functions_of_the_objects_namespace_are_left_alone) {
    static_assert(cds::hazard_protectable<greedy::object>);
    census c;
    atomics::atomic<greedy::object*> from{new greedy::object(c)};
    cds::hazard_pointer h = cds::make_hazard_pointer();
    greedy::object* p = nullptr;
    BOOST_TEST(!h.try_protect(p, from));
    BOOST_TEST(h.try_protect(p, from));
    cds::hazard_pointer other = cds::make_hazard_pointer();
    other.reset_protection(p);
    atomics::atomic<std::uintptr_t> word{reinterpret_cast<std::uintptr_t>(p) | 1};
    std::uintptr_t seen = word.load();
    BOOST_TEST(other.try_protect(seen, word, greedy::unmark()));
    p->retire();
    h = {};
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 0u);
    other.reset_protection();
    cds::hazard_pointer_clean_up();
    BOOST_TEST(c.deleted.load() == 1u);
    {
        cds::hazard_pointer_domain domain;
        (new greedy::object(c))->retire(domain);
        (new greedy::object(c))->retire(greedy::deleter(), domain);
        cds::hazard_pointer_cohort cohort(domain);
        (new greedy::object(c))->retire_to_cohort(cohort);
        cds::hazard_pointer at_home = cds::make_hazard_pointer(domain);
        at_home.reset_protection(static_cast<greedy::object*>(nullptr));
    }
    BOOST_TEST(c.deleted.load() == 4u);
}

BOOST_AUTO_TEST_SUITE_END()
