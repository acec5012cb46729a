// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// T18: one domain for a program and its plug-ins, and plug-ins that come and go.
//   unit_gc_dso PLUGIN PLUGIN
#include "plugin.h"

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds_test/seed.h>
#include <cds_test/threads.h>

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <deque>

namespace {

using cds::gc::DHP;

void expect(bool condition, char const* what) {
    if (condition)
        return;
    std::fprintf(stderr, "unit_gc_dso: it is not true that %s\n", what);
    std::exit(1);
}

class plugin {
public:
    explicit plugin(char const* path) : handle_(dlopen(path, RTLD_NOW | RTLD_LOCAL)) {
        if (handle_ == nullptr)
            std::fprintf(stderr, "%s\n", dlerror());
        expect(handle_ != nullptr, "the plug-in can be loaded");
        using entry = plugin_face const* (*)();
        auto const get = reinterpret_cast<entry>(dlsym(handle_, "cds_test_plugin"));
        expect(get != nullptr, "the plug-in has the entry point");
        face_ = get();
    }
    plugin(plugin const&) = delete;
    plugin& operator=(plugin const&) = delete;
    ~plugin() { dlclose(handle_); }

    plugin_face const* operator->() const { return face_; }

private:
    void* handle_;
    plugin_face const* face_ = nullptr;
};

struct count_in_host {
    void operator()(shared_object* o) const {
        o->disposals.fetch_add(1, atomics::memory_order_acq_rel);
    }
};

unsigned disposals(shared_object const& o) {
    return o.disposals.load(atomics::memory_order_acquire);
}

void the_domain_is_one(plugin const& a, plugin const& b) {
    void* const dhp = &DHP::binding::domain();
    void* const hp = &cds::gc::HP::binding::domain();
    expect(a->dhp_domain() == dhp && b->dhp_domain() == dhp, "all have the same DHP domain");
    expect(a->hp_domain() == hp && b->hp_domain() == hp, "all have the same HP domain");
    expect(dhp != hp, "HP and DHP have different domains");
}

// Protected by one, retired by another, reclaimed by a third: in all combinations.
void protection_crosses_borders(plugin const& a, plugin const& b) {
    plugin const* const both[] = {&a, &b};
    for (plugin const* guardian : both)
        for (plugin const* owner : both) {
            shared_object object;
            atomics::atomic<shared_object*> source{&object};
            void* const guard = (*guardian)->protect(source);
            (*owner)->retire(&object);
            DHP::force_dispose();
            expect(!(*owner)->drain(), "drain is false while this thread guards the object");
            expect(disposals(object) == 0, "a guard of one plug-in stops the other's retirement");
            (*guardian)->release(guard);
            DHP::force_dispose();
            expect(disposals(object) == 1, "the object is disposed once, after its guard");
        }
}

// Loads, uses and unloads, with threads that used the plug-in still alive or long gone.
void plugins_come_and_go(char const* path, std::size_t times) {
    std::deque<shared_object> objects;
    cds_test::background elsewhere([] { DHP::force_dispose(); });
    for (std::size_t i = 0; i < times; ++i) {
        plugin const p(path);
        shared_object& object = objects.emplace_back();
        atomics::atomic<shared_object*> source{&object};
        if (i % 8 == 0)
            cds_test::run_thread([&] { p->release(p->protect(source)); });
        void* const guard = p->protect(source);
        p->retire(&object);
        p->release(guard);
        expect(p->drain(), "everything is disposed before the plug-in goes");
    }
    elsewhere.stop();
    for (shared_object const& o : objects)
        expect(disposals(o) == 1, "each object of a plug-in was disposed once");
}

} // namespace

int main(int argc, char* argv[]) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: unit_gc_dso PLUGIN PLUGIN\n");
        return 2;
    }
    cds_test::seed(); // for its line: nothing here is random
    cds_test::watchdog const limit("unit_gc_dso");
    for (int i = 1; i <= 2; ++i)
        plugins_come_and_go(argv[i], 250 * cds_test::scale());
    {
        plugin const a(argv[1]);
        plugin const b(argv[2]);
        the_domain_is_one(a, b);
        protection_crosses_borders(a, b);
    }
    shared_object last;
    DHP::retire<count_in_host>(&last);
    DHP::force_dispose();
    expect(disposals(last) == 1, "the program goes on when all plug-ins are gone");
    std::puts("unit_gc_dso: all is well");
    return 0;
}
