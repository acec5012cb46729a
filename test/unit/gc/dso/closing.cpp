// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A module that has static containers, retires in the destructors of static objects, and leaves to
// the library what it retired. Built in several ways, see CMakeLists.txt.
#include "closing.h"

#include <cds/container/msqueue.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>
#include <cds/hazard_pointer.h>
#include <cds/init.h>
#include <cds/memory/node_cache.h>

#include <chrono>
#include <thread>

namespace {

constinit tally* counts = nullptr;

// Its disposer, its destructor, and where it is counted: all of it is gone with the module but for
// the count.
struct item {
    item() { ++counts->made; }
    item(item const&) : item() {}
    item& operator=(item const&) = default;
    ~item() { ++counts->gone; }
};

struct delete_here {
    void operator()(item* p) const { delete p; }
};

struct own : cds::gc::own_domain<own> {};
struct another : cds::gc::own_existence<another> {};
using own_policy = cds::gc::generic_DHP<own>;
using hpref = cds::gc::generic_hpref<another>;

// What retires an object of the next policy.
template <class Next>
struct delete_and_retire {
    void operator()(item* p) const {
        delete p;
        Next::template retire<delete_here>(new item);
    }
};

template <class GC>
struct farewell {
    ~farewell() {
        if (counts == nullptr)
            return;
        GC::template retire<delete_here>(new item);
        GC::force_dispose();
        GC::template retire<delete_and_retire<own_policy>>(new item);
    }
};

struct initialised {
    initialised() { cds::Initialize(); }
    ~initialised() { cds::Terminate(); }
};

struct from_cache : cds::container::msqueue::traits {
    using allocator = cds::memory::node_cache<int>;
};

template <class GC>
using queue = cds::container::MSQueue<GC, item>;

initialised library;
farewell<own_policy> last_of_own;
farewell<cds::gc::DHP> last_of_dhp;
queue<cds::gc::DHP> of_dhp;
queue<cds::gc::HP> of_hp;
queue<own_policy> of_own;
cds::container::MSQueue<cds::gc::DHP, item, from_cache> cached;
cds::hazard_pointer_domain of_module;

struct node : cds::hazard_pointer_obj_base<node> {
    item payload;
};

struct counted : hpref::node<counted> {
    item payload;
};

template <class Queue>
void fill(Queue& queue) {
    item out;
    for (int i = 0; i != 8; ++i)
        queue.push(item());
    for (int i = 0; i != 4; ++i)
        queue.pop(out);
}

void use() {
    fill(of_dhp);
    fill(of_hp);
    fill(of_own);
    fill(cached);
    static queue<own_policy> local;
    fill(local);
    (new node)->retire();
    (new node)->retire(of_module);
    (void)cds::make_hazard_pointer(of_module);
    cds::gc::DHP::retire<delete_and_retire<cds::gc::HP>>(new item);
    own_policy::retire<delete_and_retire<cds::gc::DHP>>(new item);
    auto* const object = new counted;
    atomics::atomic<counted*> source{object};
    (void)hpref::get(source);
    hpref::retire(object);
    cds::gc::hpref::retire(new counted);
}

void start_reclaimers() {
    cds::gc::DHP::start_reclaimer(std::chrono::milliseconds(1));
    cds::gc::HP::start_reclaimer(std::chrono::milliseconds(1));
    own_policy::start_reclaimer(std::chrono::milliseconds(1));
}

closing_face const face{[](tally* t) { counts = t; }, use, [] { std::thread(use).join(); },
                        start_reclaimers};

} // namespace

extern "C" [[gnu::visibility("default")]] closing_face const* cds_test_closing() { return &face; }
