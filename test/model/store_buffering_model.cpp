// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Two containers whose memory model is sequentially consistent: two threads put something into one
// each, and then look into the other's. Not both find nothing, as with the default orders they may.

#include <cds/intrusive/michael_list_dhp.h>
#include <cds/intrusive/michael_set.h>
#include <cds/intrusive/msqueue.h>
#include <cds/intrusive/treiber_stack.h>

#include "model_items.h"

namespace {

using namespace cds_model;
using strict = cds::opt::v::sequential_consistent;

template <class Model>
struct stack_of {
    struct element : cds::intrusive::treiber_stack::node<gc> {};
    struct traits : cds::intrusive::treiber_stack::traits {
        using hook = cds::intrusive::treiber_stack::base_hook<cds::opt::gc<gc>>;
        using memory_model = Model;
    };
    void put(element& e) { container.push(e); }
    bool look() { return container.pop() != nullptr; }
    cds::intrusive::TreiberStack<gc, element, traits> container;
};

template <class Model>
struct queue_of {
    struct element : cds::intrusive::msqueue::node<gc> {};
    struct traits : cds::intrusive::msqueue::traits {
        using hook = cds::intrusive::msqueue::base_hook<cds::opt::gc<gc>>;
        using memory_model = Model;
    };
    void put(element& e) { container.enqueue(e); }
    bool look() { return container.dequeue() != nullptr; }
    cds::intrusive::MSQueue<gc, element, traits> container;
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

// How a set is looked into.
enum class way { glance, walk, iterate, ask };

template <class Model, way Way>
struct set_of {
    struct element : cds::intrusive::michael_list::node<gc> {};
    struct traits : cds::intrusive::michael_list::traits {
        using hook = cds::intrusive::michael_list::base_hook<cds::opt::gc<gc>>;
        using compare = compare_nothing;
        using memory_model = Model;
    };
    struct hash_traits : cds::intrusive::michael_set::traits {
        using hash = hash_nothing;
        using item_counter = cds::atomicity::empty_item_counter;
    };
    using list = cds::intrusive::MichaelList<gc, element, traits>;
    struct hash_set : cds::intrusive::MichaelHashSet<gc, list, hash_traits> {
        hash_set() : hash_set::MichaelHashSet(1, 1) {}
    };
    void put(element& e) { container.insert(e); }
    bool look() {
        if constexpr (Way == way::iterate)
            return container.begin() != container.end();
        else if constexpr (Way == way::ask)
            return !container.empty();
        else
            return container.contains(0);
    }
    std::conditional_t<Way == way::glance, hash_set, list> container;
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
    fresh_domain domain_{2};
    Container sides_[2];
    bool found_[2]{};
};

template <class Container>
scenario strictly(char const* name) {
    return {name, 2, 200, make_model<crossing<Container>>, {"one found the other"}};
}

} // namespace

int main(int argc, char** argv) {
    return explore(argc, argv,
                   {strictly<stack_of<strict>>("stacks"), strictly<queue_of<strict>>("queues"),
                    strictly<set_of<strict, way::glance>>("hash sets"),
                    strictly<set_of<strict, way::walk>>("lists"),
                    strictly<set_of<strict, way::iterate>>("iterators"),
                    strictly<set_of<strict, way::ask>>("empty")});
}
