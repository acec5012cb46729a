// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Recursive locks of a hash table in the hands of a thread that has some of them, or the whole
// table, and comes back for more.

#include <cds/intrusive/cuckoo_set.h>
#include <cds/intrusive/striped_set/striping_policy.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <tuple>

namespace {

namespace striped = cds::intrusive::striped_set;
namespace cuckoo = cds::intrusive::cuckoo;

/// A recursive lock that throws where a thread would wait in vain, or come back for ever.
class impatient_lock {
public:
    void lock() {
        if (!has_patience) {
            if (--attempts_left < 0)
                throw std::logic_error("comes back for ever");
            if (!mutex_.try_lock())
                throw std::logic_error("waits in vain");
            return;
        }
        ++patient_calls;
        mutex_.lock();
    }
    void unlock() { mutex_.unlock(); }

    static inline thread_local bool has_patience = false;
    static inline thread_local int attempts_left = 1000;
    static inline std::atomic<int> patient_calls{0}; ///< that have begun, of all threads

private:
    std::recursive_mutex mutex_;
};

/// Calls `f` on a thread that waits patiently. The end of this object waits for it.
class patient_thread {
public:
    template <class F>
    explicit patient_thread(F f)
        : thread_([f] {
              impatient_lock::has_patience = true;
              f();
          }) {}
    patient_thread(patient_thread const&) = delete;
    patient_thread& operator=(patient_thread const&) = delete;
    ~patient_thread() { thread_.join(); }

private:
    std::thread thread_;
};

/// The hash values of a key, as both kinds of policy take them.
template <class Policy>
struct key_of : std::array<std::size_t, Policy::c_nArity> {
    explicit key_of(std::size_t hash) { this->fill(hash); }
    operator std::size_t const*() const { return this->data(); }
};

using policies = std::tuple<striped::striping<impatient_lock>, striped::refinable<impatient_lock>,
                            cuckoo::striping<impatient_lock>, cuckoo::refinable<impatient_lock, 3>>;

struct object : cuckoo::node<cuckoo::list> {
    explicit object(int k) : key(k) {}
    int key;
};
struct equal_objects {
    static int key_of(int k) { return k; }
    static int key_of(object const& o) { return o.key; }
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return key_of(a) == key_of(b);
    }
};
template <unsigned Factor>
struct hash_objects {
    template <class T>
    std::size_t operator()(T const& item) const {
        return std::hash<unsigned>()(static_cast<unsigned>(equal_objects::key_of(item)) * Factor);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(recursive_locks_of_a_table)

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_takes_its_key_again_while_another_one_waits_for_it, Policy,
                              policies) {
    using cell_lock = typename Policy::scoped_cell_lock;
    using full_lock = typename Policy::scoped_full_lock;
    Policy locks(2);
    key_of<Policy> const key(1);
    impatient_lock::attempts_left = 1000;
    impatient_lock::patient_calls = 0;
    std::unique_ptr<patient_thread> other;
    {
        cell_lock const outer(locks, key);
        other = std::make_unique<patient_thread>([&] { full_lock const all(locks); });
        // for the turn, for the first lock, and for the second one, which is ours
        while (impatient_lock::patient_calls != 3)
            std::this_thread::yield();
        BOOST_CHECK_NO_THROW(cell_lock(locks, key));
    }
    other.reset();
    BOOST_CHECK_NO_THROW(cell_lock(locks, key));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_has_the_whole_table_takes_any_lock, Policy, policies) {
    using cell_lock = typename Policy::scoped_cell_lock;
    Policy locks(2);
    impatient_lock::attempts_left = 1000;
    typename Policy::scoped_full_lock const all(locks);
    for (std::size_t hash = 0; hash != 4; ++hash)
        BOOST_CHECK_NO_THROW(cell_lock(locks, key_of<Policy>(hash)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(who_takes_the_whole_table_twice_gives_it_back_once, Policy,
                              policies) {
    using cell_lock = typename Policy::scoped_cell_lock;
    Policy locks(2);
    impatient_lock::attempts_left = 1000;
    std::atomic<int> refused{0};
    auto const from_another_thread = [&] {
        for (std::size_t hash = 0; hash != 2; ++hash)
            try {
                cell_lock const hold(locks, key_of<Policy>(hash));
            } catch (std::logic_error const&) {
                ++refused;
            }
    };
    {
        typename Policy::scoped_full_lock const all(locks);
        { typename Policy::scoped_resize_lock const again(locks); }
        std::thread(from_another_thread).join();
        BOOST_TEST(refused.load() == 2);
    }
    std::thread(from_another_thread).join();
    BOOST_TEST(refused.load() == 2);
}

BOOST_AUTO_TEST_CASE(the_disposer_of_clear_looks_items_up) {
    using traits = cuckoo::make_traits<
        cds::intrusive::opt::hook<cuckoo::base_hook<cuckoo::probeset_type<cuckoo::list>>>,
        cds::intrusive::opt::hash<std::tuple<hash_objects<1>, hash_objects<0x9e3779b1>>>,
        cds::intrusive::opt::equal_to<equal_objects>>::type;
    cds::intrusive::CuckooSet<object, traits> set;
    object first(1);
    object second(2);
    set.insert(first);
    set.insert(second);
    int still_there = 0;
    set.clear_and_dispose([&](object*) { still_there += set.contains(1) + set.contains(2); });
    BOOST_TEST(still_there == 1);
    BOOST_TEST(set.empty());
}

BOOST_AUTO_TEST_SUITE_END()
