// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The ends of modules and of threads.
#include <cds/gc/core/policy/module.h>

#include <cds/gc/core/policy/binding.h>
#include <cds/gc/core/policy/thread_exit.h>
#include <cds/gc/hpref/binding.h>
#include <cds/urcu/details/flavours.h>

#include <cstdlib>
#include <utility>

namespace cds::gc::core {
inline namespace CDS_ATOMICS_TAG {

namespace {
/// The number of module parts that this thread is closing, plus the number of its no_exit_notes.
unsigned& notes_forbidden() noexcept {
#if defined(CDS_ATOMIC_HEADER)
    return atomics::fiber_local<unsigned>();
#else
    static constinit thread_local unsigned count = 0;
    return count;
#endif
}

/// The process is ending: static objects are being destroyed, and no module is closed.
constinit atomics::atomic<bool> process_ends{false};

void note_the_end() noexcept {
    if (notes_forbidden() == 0)
        // relaxed: in an ending process one thread destroys
        process_ends.store(true, atomics::memory_order_relaxed);
}

// The default domains, in the form of a module's own.
constinit domain_of_module hpref_entry{hpref_binding::the_domain.domain,
                                       clean_up_domain<hpref_binding>, nullptr};
constinit domain_of_module hp_entry{hp_binding::the_domain.domain, clean_up_domain<hp_binding>,
                                    &hpref_entry};
constinit domain_of_module default_domains{dhp_binding::the_domain.domain,
                                           clean_up_domain<dhp_binding>, &hp_entry};

template <class F>
void each_domain(domain_of_module* first, F f) {
    for (domain_of_module* d = first; d != nullptr; d = d->next)
        f(*d);
}

/// Disposers of one domain may retire to another, so this visits the domains in rounds until
/// nothing was retired meanwhile. Other threads may retire all the time, but what they retire
/// does not concern the module. Each round disposes of what the module's disposers retired in the
/// one before. So the number of rounds is limited.
void clean_up_all(module_parts const& m) noexcept {
    constexpr unsigned rounds_at_most = 16;
    using clock = std::chrono::steady_clock;
    clock::time_point const end = clock::now() + std::chrono::seconds(5);
    auto const each = [&m](auto f) {
        each_domain(m.domains, f);
        each_domain(&default_domains, f);
    };
    auto const retired = [each] {
        std::size_t sum = 0;
        each([&sum](domain_of_module const& d) { sum += d.domain.statistics().retired_count; });
        return sum;
    };
    for (unsigned round = 0; round != rounds_at_most && clock::now() < end; ++round) {
        std::size_t const before = retired();
        each([end](domain_of_module const& d) {
            if (d.domain.is_in_use())
                d.clean_up(end - clock::now());
        });
        if (retired() == before)
            break;
    }
}

void close(module_parts& m) noexcept {
    auto const end_domain = [](domain_of_module const& d) { d.domain.~domain(); };
    clean_up_all(m);
    each_domain(std::exchange(m.domains, nullptr), end_domain);
    for (; m.calls != nullptr; m.calls = m.calls->next)
        m.calls->run();
    if (&m != &this_module) // the library is elsewhere
        return;
    each_domain(&default_domains, end_domain);
    for (immortal_domain* rcu : {&urcu::details::instant_domain, &urcu::details::buffered_domain,
                                 &urcu::details::threaded_domain, &urcu::details::signal_domain})
        rcu->domain.~domain(); // which waits for no reader, as cleaning up would
}

/// Whether this thread can allocate a little memory now. An allocator may serve the request from
/// a larger block or from one of exactly its size.
bool has_memory_for_a_note() noexcept {
    void* volatile large = std::calloc(1, 2048);
    void* volatile small = std::calloc(1, 4 * sizeof(void*));
    bool const served = large != nullptr && small != nullptr;
    std::free(small);
    std::free(large);
    return served;
}

/// Serves libraries that are loaded with the program: in an ending process the destructors of
/// their static objects run as at a dlclose, but functions registered after the program began run
/// before these. The first thread may have registered earlier than that, so the second registers
/// again.
void watch_for_the_end() noexcept {
    static constinit thread_local bool has_watched = false;
    static constinit atomics::atomic<unsigned> watches{0};
    if (std::exchange(has_watched, true))
        return; // a thread comes here once for each policy and each cache of nodes
    // relaxed: a number
    if (watches.load(atomics::memory_order_relaxed) < 2 &&
        // relaxed: a number
        watches.fetch_add(1, atomics::memory_order_relaxed) < 2)
        (void)std::atexit(note_the_end);
}
} // namespace

bool may_note_thread_exit() noexcept {
    watch_for_the_end();
    return notes_forbidden() == 0 && has_memory_for_a_note();
}

// Not inlined: a module that contains the library may use the program's copy instead, and must
// then do so in all of its parts.
[[gnu::noinline]] void begin_to_close(module_parts& m) noexcept {
    ++m.closing;
    ++notes_forbidden();
}

[[gnu::noinline]] void static_objects_go(module_parts const& m) noexcept {
    if (m.closing == 0)
        note_the_end();
}

no_exit_notes::no_exit_notes() noexcept { ++notes_forbidden(); }
no_exit_notes::~no_exit_notes() { --notes_forbidden(); }

[[gnu::noinline]] void end_of_module(module_parts& m) noexcept {
    // relaxed: see note_the_end()
    if (--m.closing == 0 && !process_ends.load(atomics::memory_order_relaxed))
        close(m);
    --notes_forbidden();
}

} // namespace CDS_ATOMICS_TAG
} // namespace cds::gc::core
