// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_DISPOSER_H
#define CDSLIB_TEST_DISPOSER_H

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

// Objects that know what happened to them. Two kinds:
//   counted   its memory stays with a `ledger`, so a second disposal is counted instead of being
//             undefined, and a lost object can be pointed at;
//   mortal    lives on the heap and really dies, so that the sanitizers have something to see.
namespace cds_test {

class ledger;

struct counted {
    static constexpr std::uint64_t alive_canary = 0xA11FE0B1EC7A11FEull;
    static constexpr std::uint64_t dead_canary = 0xDEADDEADDEADDEADull;

    explicit counted(ledger& owner, std::size_t index) : index_(index), owner_(owner) {}
    counted(counted const&) = delete;
    counted& operator=(counted const&) = delete;

    [[nodiscard]] bool alive() const noexcept {
        return canary_.load(std::memory_order_acquire) == alive_canary;
    }
    [[nodiscard]] unsigned disposals() const noexcept {
        return disposals_.load(std::memory_order_acquire);
    }
    [[nodiscard]] std::size_t index() const noexcept { return index_; }
    [[nodiscard]] ledger& owner() const noexcept { return owner_; }

    inline void dispose() noexcept;

    std::size_t value = 0; // plain on purpose: a race on it is for ThreadSanitizer to report

private:
    std::atomic<std::uint64_t> canary_{alive_canary};
    std::atomic<unsigned> disposals_{0};
    std::size_t const index_;
    ledger& owner_;
};

// Makes `counted` objects, keeps their memory, and does the accounts.
class ledger {
public:
    ledger() = default;
    ledger(ledger const&) = delete;
    ledger& operator=(ledger const&) = delete;

    counted* make() {
        std::lock_guard<std::mutex> const hold(lock_);
        return &objects_.emplace_back(*this, objects_.size());
    }

    [[nodiscard]] std::size_t made() const {
        std::lock_guard<std::mutex> const hold(lock_);
        return objects_.size();
    }
    [[nodiscard]] std::size_t disposed() const noexcept {
        return disposed_.load(std::memory_order_acquire);
    }
    [[nodiscard]] std::size_t disposed_twice() const noexcept {
        return disposed_twice_.load(std::memory_order_acquire);
    }
    [[nodiscard]] std::size_t alive() const { return made() - disposed() + disposed_twice(); }
    [[nodiscard]] bool each_disposed_once() const {
        return disposed_twice() == 0 && disposed() == made();
    }

private:
    friend struct counted;

    mutable std::mutex lock_;
    std::deque<counted> objects_;
    std::atomic<std::size_t> disposed_{0};
    std::atomic<std::size_t> disposed_twice_{0};
};

inline void counted::dispose() noexcept {
    canary_.store(dead_canary, std::memory_order_release);
    if (disposals_.fetch_add(1, std::memory_order_acq_rel) != 0)
        owner_.disposed_twice_.fetch_add(1, std::memory_order_acq_rel);
    owner_.disposed_.fetch_add(1, std::memory_order_acq_rel);
}

struct count_disposal {
    void operator()(counted* p) const noexcept { p->dispose(); }
};
// The other form that `retire` takes: a plain function of void*.
inline void count_disposal_of(void* p) { static_cast<counted*>(p)->dispose(); }

// A heap object. Its population counters belong to Tag, so that tests do not share them.
template <class Tag>
struct mortal {
    mortal() { made.fetch_add(1, std::memory_order_acq_rel); }
    explicit mortal(std::size_t v) : mortal() { value = v; }
    mortal(mortal const&) = delete;
    mortal& operator=(mortal const&) = delete;
    ~mortal() {
        if (!alive())
            killed_twice.fetch_add(1, std::memory_order_acq_rel);
        canary_.store(counted::dead_canary, std::memory_order_release);
        destroyed.fetch_add(1, std::memory_order_acq_rel);
    }

    [[nodiscard]] bool alive() const noexcept {
        return canary_.load(std::memory_order_acquire) == counted::alive_canary;
    }

    // Retired and not yet destroyed, as far as the caller can know; never too high.
    static std::size_t pending(std::size_t retired_so_far) noexcept {
        std::size_t const gone = destroyed.load(std::memory_order_acquire);
        return retired_so_far > gone ? retired_so_far - gone : 0;
    }

    std::size_t value = 0;

    inline static std::atomic<std::size_t> made{0};
    inline static std::atomic<std::size_t> destroyed{0};
    inline static std::atomic<std::size_t> killed_twice{0};

private:
    std::atomic<std::uint64_t> canary_{counted::alive_canary};
};

struct delete_it {
    template <class T>
    void operator()(T* p) const noexcept {
        delete p;
    }
};

} // namespace cds_test

#endif
