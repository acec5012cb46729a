// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Two containers whose memory model is sequentially consistent: two threads put something into one
// each, and then look into the other's. Not both find nothing, as with the default orders they may.

#include <cds_test/families/all_bags.h>
#include <cds_test/families/all_sets.h>
#include <cds_test/families/michael_list.h>

#include "generic/programs.h"

namespace {

using namespace cds_model;
namespace families = cds_test::families;

template <class Family>
struct pile_of {
    struct element : Family::template node<gc> {};
    struct traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<gc>>;
        using memory_model = cds::opt::v::sequential_consistent;
    };
    void put(element& e) { container.push(e); }
    bool look() { return container.pop() != nullptr; }
    typename Family::template intrusive<gc, element, traits> container;
};

struct compare_nothing {
    template <class A, class B>
    int operator()(A const&, B const&) const {
        return 0;
    }
};
struct hash_nothing {
    template <class A>
    std::size_t operator()(A const&) const {
        return 0;
    }
};

// What has towers gets them without chance.
struct one_level {
    static unsigned const c_nUpperBound = 1;
    unsigned operator()() const { return 0; }
};

// How a set is looked into.
enum class way { search, iterate, ask };

template <class Family>
struct sets_of {
    struct element : Family::template node<gc> {
        int key = 0;
    };
    struct traits : Family::intrusive_traits {
        using hook = typename Family::template base_hook<cds::opt::gc<gc>>;
        using compare = compare_nothing;
        using hash = hash_nothing;
        using random_level_generator = one_level;
        using memory_model = cds::opt::v::sequential_consistent;
    };
    using list = typename Family::template intrusive<gc, element, traits>;

    struct hash_traits : Family::hash::intrusive_traits {
        using hash = hash_nothing;
        using item_counter = cds::atomicity::empty_item_counter;
    };
    // Its search glances at the first item of a bucket.
    struct table
        : families::sized<typename Family::hash::template intrusive<gc, list, hash_traits>, 1, 1> {
    };
};

template <class Set, way Way>
struct set_by {
    using element = typename Set::value_type;
    void put(element& e) { container.insert(e); }
    bool look() {
        if constexpr (Way == way::iterate)
            return container.begin() != container.end();
        else if constexpr (Way == way::ask)
            return !container.empty();
        else
            return container.contains(0);
    }
    Set container;
};

template <class Container>
class crossing : public model {
public:
    void thread(unsigned self) override {
        sides_[self].put(elements_[self]);
        found_[self] = sides_[1 - self].look();
    }
    void finish() override {
        concluded("one found the other", found_[0] != found_[1] ? 1 : 0);
        check(found_[0] || found_[1], "both found nothing");
    }

private:
    typename Container::element elements_[2];
    fresh_domain domain_{2, 6, roomy()};
    Container sides_[2];
    bool found_[2]{};
};

using scenarios = std::vector<scenario>;

template <class Container>
scenario strictly(std::string const& name) {
    return {name, 2, 200, make_model<crossing<Container>>, {"one found the other"}};
}

template <class... Family>
scenarios every_pile(std::tuple<Family...> const*) {
    return {strictly<pile_of<Family>>(Family::name)...};
}

template <class Family>
scenarios sets_of_family() {
    std::string const name = Family::name;
    using set = typename sets_of<Family>::list;
    scenarios all{strictly<set_by<set, way::search>>(name)};
    if constexpr (requires { Family::ordered; }) {
        all.push_back(strictly<set_by<set, way::iterate>>("iterators of " + name));
        all.push_back(strictly<set_by<set, way::ask>>("empty() of " + name));
    }
    return all;
}
template <class... Family>
scenarios every_set(std::tuple<Family...> const*) {
    return joined<scenario>({sets_of_family<Family>()...});
}

} // namespace

int main(int argc, char** argv) {
    families::with_nodes<families::bags> const* const piles = nullptr;
    families::sets const* const sets = nullptr;
    using table = sets_of<families::michael_list>::table;
    return explore(argc, argv,
                   joined<scenario>({every_pile(piles),
                                     every_set(sets),
                                     {strictly<set_by<table, way::search>>("hash table")}}));
}
