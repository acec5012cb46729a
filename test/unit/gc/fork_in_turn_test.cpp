// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// fork, at an exact point of what a vanished thread was at: one thread acts for both, and forks
// where the other one is to stand; in a disposer, say. The other's record has the mark of another
// thread, so in the child it has vanished.

#include <cds_test/child.h>
#include <cds_test/fresh_domain.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <vector>

namespace {

using namespace cds_test;
namespace core = cds::gc::core;

constexpr std::size_t block = 16;
constexpr std::size_t least = 64;

constexpr cds::gc::domain_options options{
    .block_capacity = block, .threshold = least, .overdue_ms = ~0u};

// A survivor, and one that vanishes in the disposer of `last`.
class forking : public fresh_domain {
public:
    // `before` what happens in the disposer, `body` the child.
    forking(
        int (*body)(forking&), void (*before)(forking&) = [](forking&) {})
        : fresh_domain(options), before_(before), body_(body) {
        present_ = this;
        vanishing.thread = reinterpret_cast<cds::OS::ThreadId>(&elsewhere_);
    }

    void retire_last(core::thread_record& by) { retire(by, last, &dispose_last); }

    // Objects that the survivor retires until a scan comes.
    std::size_t retires_to_the_next_scan() {
        std::size_t const before = domain.statistics().scan_count;
        std::size_t n = 0;
        for (; domain.statistics().scan_count == before; ++n)
            retire(survivor);
        return n;
    }

    core::thread_record& survivor = attach();
    core::thread_record& vanishing = attach();
    counted* const last = book.make();
    counted* const child_of_last = book.make();
    child_end child{.code = 1};

private:
    static void dispose_last(void* p) {
        count_disposal_of(p);
        forking& f = *present_;
        f.before_(f);
        f.child = in_fork([&f] { return f.body_(f); });
    }

    static inline forking* present_ = nullptr;
    static inline char elsewhere_ = 0;
    void (*before_)(forking&);
    int (*body_)(forking&);
};

void expect_good(forking const& f) { BOOST_TEST(f.child.good(), "the child " << f.child); }

} // namespace

BOOST_AUTO_TEST_SUITE(gc_fork_in_turn)

// A scan that has no free block at hand disposes of what is in a filling block while it holds that.
// The owner has listed the block meanwhile.
BOOST_AUTO_TEST_CASE(T17_a_listed_block_that_a_vanished_scan_held_goes_on_without_what_it_held) {
    forking scene(
        [](forking& f) {
            if (f.domain.statistics().lost_in_fork != block / 2)
                return fail_child("what the scan had under its eyes is not what was lost");
            // 8 are listed, and 16 more with each block: the fourth of them makes it more than 64
            if (f.retires_to_the_next_scan() != 4 * block)
                return fail_child("what is listed was miscounted");
            std::size_t const kept = f.book.made() - 1 - block / 2; // all but child_of_last
            f.domain.collect(f.survivor, core::scan_everything);
            return f.book.disposed() == kept + 1 ? 0 : fail_child("more or less was lost");
        },
        [](forking& f) {
            for (std::size_t i = 0; i != block / 2 + 1; ++i)
                f.retire(f.survivor);
        });
    scene.retire_last(scene.survivor);
    for (std::size_t i = 1; i != block / 2; ++i)
        scene.retire(scene.survivor);
    scene.domain.collect(scene.vanishing, core::scan_everything);
    expect_good(scene);
}

// What a disposer has retired in a drain, or in a section beside one, is in a block that no scan
// finds before it is listed.
BOOST_AUTO_TEST_CASE(T17_what_disposers_of_a_vanished_drain_have_retired_is_kept) {
    forking scene(
        [](forking& f) {
            f.domain.collect(f.survivor, core::scan_everything);
            return !f.child_of_last->alive() ? 0 : fail_child("the child's child is lost");
        },
        [](forking& f) { f.retire(f.vanishing, f.child_of_last, &count_disposal_of); });
    scene.retire_last(scene.vanishing);
    BOOST_TEST(scene.domain.drain(scene.vanishing, cds::details::endless));
    expect_good(scene);
}

// The drain is over in the child: scans leave what they prove free to its thread again.
BOOST_AUTO_TEST_CASE(T17_a_vanished_drain_is_at_work_no_more) {
    forking scene([](forking& f) {
        for (std::size_t i = 0; i != block + 1; ++i)
            f.retire(f.survivor);
        f.domain.collect(f.survivor, core::scan_listed);
        return f.domain.statistics().ready == block ? 0 : fail_child("scans go on attending");
    });
    scene.retire_last(scene.vanishing);
    BOOST_TEST(scene.domain.drain(scene.vanishing, cds::details::endless));
    expect_good(scene);
}

// A thread vanishes when its fresh block is ready to be held, and is not to be found by its record
// yet. The next thread goes on with both.
BOOST_AUTO_TEST_CASE(T17_a_block_that_its_thread_had_not_shown_yet_is_within_reach) {
    forking scene([](forking&) { return 0; });
    core::thread_record& vanishing = scene.vanishing;
    BOOST_TEST(scene.domain.reserve(vanishing, 1));
    core::retired_block* const fresh = vanishing.outer.spare.pop_front();
    fresh->home = vanishing.index;
    vanishing.outer.filling.fill(fresh, block, true);
    fresh->state.store(core::filling_free);
    scene.child = in_fork([&scene, &vanishing] {
        if (&scene.attach() != &vanishing)
            return fail_child("the record is not the next one's");
        scene.retire(vanishing);
        scene.domain.collect(scene.survivor, core::scan_everything);
        return scene.book.disposed() == 1 ? 0 : fail_child("no scan finds the block");
    });
    expect_good(scene);
}

// The thread that forks is the one that sweeps, without a record, and the child goes on with that.
// Its next sweep counts as one scan, and a scan in a deleter of that as another.
BOOST_AUTO_TEST_CASE(T17_a_deleter_of_a_sweep_without_a_record_may_fork) {
    static fresh_domain* present = nullptr;
    static pid_t forked = 0;
    static std::size_t disposed = 0;
    core::disposer_func const dispose = [](void*) {
        if (disposed == 0)
            forked = fork();
        if (disposed++ == least)
            present->domain.collect(*present->records.front(), core::scan_everything);
    };
    fresh_domain f(options);
    present = &f;
    core::thread_record& self = f.attach();
    std::vector<core::retired_link> links(2 * least);
    for (core::retired_link& l : links) { // each threshold is a sweep
        l.what = {&l, dispose};
        f.domain.retire_linked(nullptr, l);
    }
    core::stat const seen = f.domain.statistics();
    bool const good = disposed == 2 * least && seen.scanners_peak == 2 && seen.lost_in_fork == 0 &&
                      f.domain.drain(self, cds::details::endless);
    if (forked == 0)
        _exit(good ? 0 : 1);
    child_end const child = wait_for(forked);
    BOOST_TEST(child.good(), "the child " << child);
    BOOST_TEST(good);
}

BOOST_AUTO_TEST_SUITE_END()
