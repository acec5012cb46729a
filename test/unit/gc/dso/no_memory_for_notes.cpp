// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// First uses of the library by a thread for which malloc fails. The C library ends the process when
// it cannot note a thread_local object; the library must not let it come to that. Each first use
// happens in a process of its own.
#include <cds_test/child.h>
#include <cds_test/sanitizers.h>
#include <cds_test/threads.h>

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>
#include <cds/hazard_pointer.h>
#include <cds/memory/node_cache.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace {
constinit thread_local bool starving = false;
}

#if defined(__GLIBC__) && !defined(CDS_THREAD_SANITIZER_ENABLED) && \
    !defined(CDS_ADDRESS_SANITIZER_ENABLED)
#    define CAN_STARVE 1

// The program's own functions take the place of the C library's, for the C library, too.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t n, std::size_t size);
void* __libc_realloc(void* p, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

static bool refuse() {
    if (starving)
        errno = ENOMEM;
    return starving;
}
void* malloc(std::size_t size) { return refuse() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t n, std::size_t size) {
    return refuse() ? nullptr : __libc_calloc(n, size);
}
void* realloc(void* p, std::size_t size) { return refuse() ? nullptr : __libc_realloc(p, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) {
    return refuse() ? nullptr : __libc_memalign(alignment, size);
}
}
#else
#    define CAN_STARVE 0
#endif

namespace {

using cds::gc::DHP;
using cds::gc::HP;

struct own : cds::gc::own_domain<own> {};
struct another : cds::gc::own_existence<another> {};
using own_DHP = cds::gc::generic_DHP<own>;
using own_hpref = cds::gc::generic_hpref<another>;
using cache = cds::memory::node_cache<long>;

cds::hazard_pointer_domain run_time_domain;

void expect(bool condition, char const* what) {
    if (condition)
        return;
    std::fprintf(stderr, "it is not true that %s\n", what);
    _exit(1);
}

atomics::atomic<int> made{0};
atomics::atomic<int> gone{0};

struct object {
    object() { ++made; }
    object(object const&) = delete;
    object& operator=(object const&) = delete;
    ~object() { ++gone; }
};
struct node : cds::hazard_pointer_obj_base<node>, object {};
struct counted : cds::gc::hpref::node<counted>, object {};

// Uses: false, or std::bad_alloc, if it was not possible and nothing has happened. An object that
// was made for it is passed, and is gone in the end if and only if the use succeeded.

template <class GC>
bool guard(object* o) {
    typename GC::Guard const g;
    delete o;
    return true;
}
template <class GC>
bool retire(object* o) {
    GC::template retire<std::default_delete<object>>(o);
    return true;
}
template <class GC>
bool reserve(object* o) {
    GC::reserve_retire(3);
    delete o;
    return true;
}
template <class GC>
bool try_reserve_and_retire(object* o) {
    if (!GC::try_reserve_retire(1))
        return false;
    try {
        GC::template retire<std::default_delete<object>>(o);
    } catch (std::bad_alloc const&) {
        expect(false, "what was reserved cannot fail");
    }
    return true;
}
template <class GC>
bool scan(object* o) {
    GC::scan();
    delete o;
    return true;
}
template <class Hpref>
bool get(counted* o) {
    atomics::atomic<counted*> const source{o};
    {
        auto const ref = Hpref::get(source); // never fails
        expect(ref.get() == o, "get() gives what is there");
    }
    o->drop_reference();
    return true;
}
template <class Hpref>
bool retire_counted(counted* o) {
    Hpref::retire(o);
    return true;
}
bool make_holder(node* o) {
    (void)cds::make_hazard_pointer();
    delete o;
    return true;
}
bool make_holder_of_domain(node* o) {
    (void)cds::make_hazard_pointer(run_time_domain);
    delete o;
    return true;
}
bool retire_node(node* o) {
    o->retire(); // never fails
    return true;
}
bool retire_node_to_domain(node* o) {
    o->retire(run_time_domain);
    return true;
}
bool allocate_node(object* o) {
    cache().deallocate(cache().allocate(1), 1);
    delete o;
    return true;
}
bool deallocate_node(object* o) {
    bool const was = std::exchange(starving, false);
    long* const p = std::allocator<long>().allocate(1);
    starving = was;
    cache().deallocate(p, 1); // never fails
    delete o;
    return true;
}

template <class Object, bool (*Use)(Object*)>
void try_to(bool starve) {
    auto* const o = new Object;
    int const before = gone;
    bool done = false;
    starving = starve;
    try {
        done = Use(o);
    } catch (std::bad_alloc const&) {}
    starving = false;
    expect(starve || done, "the use succeeds when there is memory");
    if (!done) {
        expect(gone == before, "what fails has taken nothing");
        delete o;
    }
}

struct first_use {
    char const* name;
    void (*attempt)(bool starve);
};

constexpr first_use first_uses[] = {
    {"a guard of DHP", try_to<object, guard<DHP>>},
    {"a guard of HP", try_to<object, guard<HP>>},
    {"a guard of an own policy", try_to<object, guard<own_DHP>>},
    {"a retire to DHP", try_to<object, retire<DHP>>},
    {"a retire to an own policy", try_to<object, retire<own_DHP>>},
    {"a reservation of DHP", try_to<object, reserve<DHP>>},
    {"a reservation of an own policy", try_to<object, reserve<own_DHP>>},
    {"a retire that was reserved", try_to<object, try_reserve_and_retire<DHP>>},
    {"a retire to an own policy that was reserved",
     try_to<object, try_reserve_and_retire<own_DHP>>},
    {"a scan", try_to<object, scan<DHP>>},
    {"a reference", try_to<counted, get<cds::gc::hpref>>},
    {"a reference of an own policy", try_to<counted, get<own_hpref>>},
    {"a retire of a counted object", try_to<counted, retire_counted<cds::gc::hpref>>},
    {"a hazard pointer", try_to<node, make_holder>},
    {"a hazard pointer of a domain", try_to<node, make_holder_of_domain>},
    {"a retire of C++26", try_to<node, retire_node>},
    {"a retire of C++26 to a domain", try_to<node, retire_node_to_domain>},
    {"a node from the cache", try_to<object, allocate_node>},
    {"a node to the cache", try_to<object, deallocate_node>},
};

// `warm`: another thread has left records, slots and blocks behind.
int tell(first_use const& use, bool warm) {
    if (warm)
        cds_test::run_thread([&] { use.attempt(false); });
    cds_test::run_thread([&] {
        use.attempt(true);
        use.attempt(true);
        use.attempt(false);
        use.attempt(true);
    });
    // nothing waits for ever: the thread's exit was noted when there was memory
    expect(DHP::drain() && HP::drain() && own_DHP::drain(), "all can be drained");
    expect(cds::gc::hpref::drain() && own_hpref::drain(), "all references can be drained");
    cds::hazard_pointer_clean_up(run_time_domain);
    expect(gone == made, "each object is gone, once");
    return 0;
}

} // namespace

int main() {
    cds_test::seed(); // for its line: nothing here is random
    if (!CAN_STARVE) {
        std::puts("unit_gc_no_memory_for_notes: skipped, malloc is not to be replaced here");
        return 0;
    }
    int failures = 0;
    for (first_use const& use : first_uses)
        for (bool const warm : {false, true}) {
            cds_test::child_end const end = cds_test::in_fork([&] { return tell(use, warm); });
            if (end.good())
                continue;
            ++failures;
            std::fprintf(stderr, "%s, %s: signal %d, code %d\n", use.name, warm ? "warm" : "cold",
                         end.signal, end.code);
        }
    std::puts(failures == 0 ? "unit_gc_no_memory_for_notes: all is well"
                            : "unit_gc_no_memory_for_notes: something is amiss");
    return failures == 0 ? 0 : 1;
}
