// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// T18: one domain for a program and its plug-ins, and plug-ins that come and go. The build says
// where these are: SHARED_PLUGIN and STATIC_PLUGIN.
#include "plugin.h"

#include <cds_test/seed.h>
#include <cds_test/threads.h>

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <deque>
#include <latch>
#include <optional>
#include <thread>

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

std::size_t records() {
    DHP::stat now;
    DHP::statistics(now);
    return now.thread_rec_count;
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

void all_agree(plugin const& a, plugin const& b, policies_seen const& here) {
    expect(a->policies() == here && b->policies() == here, "all see the same policy objects");
}

// Policy objects are the process's: of one module they hold in all others.
void policy_objects_are_shared(plugin const& a, plugin const& b) {
    policies_seen const before;
    expect(!before.dhp && !before.hp && !before.hpref, "no policy object is there yet");
    all_agree(a, b, before);
    {
        DHP const dhp;
        cds::gc::HP const hp(6, 7, 1000, cds::gc::HP::scan_type::classic);
        cds::gc::hpref const counted;
        policies_seen const now;
        expect(now.dhp && now.hp && now.hpref && now.hazards == 6, "the objects are there");
        all_agree(a, b, now);
        a->second_HP();
        expect(policies_seen() != now && !cds::gc::HP::isUsed(),
               "the end of any HP object lifts the limits");
        all_agree(a, b, policies_seen());
    }
    expect(policies_seen().postmortem != 0, "the statistics outlive the object");
    all_agree(a, b, policies_seen());
}

// A thread that a plug-in attaches, and that lives on when the plug-in is gone.
class survivor {
public:
    survivor(plugin const& p, shared_object& left_behind)
        : thread_([this, &p, &left_behind] {
              atomics::atomic<shared_object*> source{&left_behind};
              p->release(p->protect(source));
              p->retire(&left_behind);
              come_.count_down();
              gone_.wait(); // the plug-in is not touched from here on
              DHP::Guard guard;
              DHP::retire<count_in_host>(guard.assign(&own_));
          }) {
        come_.wait();
    }
    survivor(survivor const&) = delete;
    survivor& operator=(survivor const&) = delete;
    // The plug-in must be gone.
    ~survivor() {
        gone_.count_down();
        thread_.join();
        expect(DHP::drain(), "nothing is left that is guarded");
        expect(disposals(own_) == 1, "a thread goes on without the plug-in that attached it");
    }

private:
    shared_object own_;
    std::latch come_{1};
    std::latch gone_{1};
    std::thread thread_;
};

// Loads, uses and unloads, with threads that used the plug-in still alive or long gone.
void plugins_come_and_go(char const* path, std::size_t times) {
    std::deque<shared_object> objects;
    cds_test::background elsewhere([] { DHP::force_dispose(); });
    for (std::size_t i = 0; i < times; ++i) {
        std::optional<survivor> heir;
        plugin const p(path);
        shared_object& object = objects.emplace_back();
        atomics::atomic<shared_object*> source{&object};
        if (i % 8 == 0)
            cds_test::run_thread([&] { p->release(p->protect(source)); });
        if (i % 8 == 4)
            heir.emplace(p, objects.emplace_back());
        void* const guard = p->protect(source);
        p->retire(&object);
        p->release(guard);
        expect(p->drain(), "a drain succeeds when nothing is guarded");
        expect(disposals(objects.back()) == 1 && disposals(object) == 1,
               "everything is disposed before the plug-in goes");
    }
    elsewhere.stop();
    for (shared_object const& o : objects)
        expect(disposals(o) == 1, "each object of a plug-in was disposed once");
    expect(records() <= 8, "threads that plug-ins attached have given their records back");
}

} // namespace

int main() {
    cds_test::seed(); // for its line: nothing here is random
    cds_test::watchdog const limit("unit_gc_dso");
    for (char const* path : {SHARED_PLUGIN, STATIC_PLUGIN})
        plugins_come_and_go(path, 500 * cds_test::scale());
    {
        plugin const a(SHARED_PLUGIN);
        plugin const b(STATIC_PLUGIN);
        the_domain_is_one(a, b);
        protection_crosses_borders(a, b);
        policy_objects_are_shared(a, b);
    }
    shared_object last;
    DHP::retire<count_in_host>(&last);
    DHP::force_dispose();
    expect(disposals(last) == 1, "the program goes on when all plug-ins are gone");
    std::puts("unit_gc_dso: all is well");
    return 0;
}
