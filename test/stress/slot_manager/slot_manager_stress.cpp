// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Many threads over few slots. Every payload proves what it is: it repeats its header, in several
// words, and knows when it is gone.

#include <cds/memory/slot_manager.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <thread>

namespace {

using namespace cds_test;
using cds::memory::slot_handle;

// What was stored by whom, in plain words, so that ThreadSanitizer and torn values tell a race.
struct message {
    static constexpr std::uint64_t canary = 0xC0FF'EE00'C0FF'EE00;

    explicit message(std::uint64_t name) {
        words.fill(name ^ canary);
        living.fetch_add(1, std::memory_order_relaxed);
    }
    ~message() {
        words.fill(0);
        living.fetch_sub(1, std::memory_order_relaxed);
    }

    // A new version of all words: a reader must see one version.
    void write() noexcept {
        ++version;
        for (std::uint64_t& word : words)
            word += 1;
    }
    bool is(std::uint64_t name) const noexcept {
        return std::all_of(words.begin(), words.end(),
                           [&](std::uint64_t word) { return word == (name ^ canary) + version; });
    }

    std::array<std::uint64_t, 6> words;
    std::uint64_t version = 0;

    inline static std::atomic<long> living{0};
};

struct packed_near_the_end : cds::memory::slot_manager_traits {
    static constexpr std::size_t padding = 1;
    static constexpr std::uint32_t first_tag = 0xFFFF'FF00;
    static constexpr std::uint32_t first_generation = 0xFFFF'FF00;
};

using padded_manager = cds::memory::slot_manager<message, std::uint64_t>;
using packed_manager = cds::memory::slot_manager<message, std::uint64_t, packed_near_the_end>;
using managers = std::tuple<padded_manager, packed_manager>;

// Handles that all threads know, fresh and stale ones.
class notice_board {
public:
    static constexpr std::size_t places = 24;

    slot_handle look(std::size_t place) const {
        return slot_handle::from_word(words_[place % places].load(std::memory_order_acquire));
    }
    slot_handle post(std::size_t place, slot_handle handle) {
        return slot_handle::from_word(
            words_[place % places].exchange(handle.to_word(), std::memory_order_acq_rel));
    }

private:
    std::array<std::atomic<std::uint64_t>, places> words_{};
};

struct accounts {
    std::atomic<std::size_t> stored{0};
    std::atomic<std::size_t> freed{0};
    std::atomic<std::size_t> read{0};
    std::atomic<std::size_t> written{0};
    std::atomic<std::size_t> refused{0};
    std::atomic<std::size_t> wrong{0};
};

template <class Manager>
class worker {
public:
    worker(Manager& manager, notice_board& board, accounts& seen, std::size_t self)
        : manager_(manager), board_(board), seen_(seen), self_(self), random_(seed() + self) {}

    void work(std::size_t rounds) {
        for (std::size_t i = 0; i != rounds; ++i) {
            auto const place = static_cast<std::size_t>(random_() >> 8);
            switch (random_() % 8) {
            case 0:
            case 1: store(place, i); break;
            case 2: free(board_.look(place)); break;
            case 3: try_it([&] { write(board_.look(place)); }); break;
            case 4: try_it([&] { keep_and_free(board_.look(place)); }); break;
            default: try_it([&] { read(board_.look(place)); }); break;
            }
        }
    }

private:
    void store(std::size_t place, std::size_t round) {
        std::uint64_t const name = std::uint64_t{self_} << 32 | round;
        if (auto const handle = manager_.store(name, name)) {
            ++seen_.stored;
            free(board_.post(place, *handle));
        }
    }
    void free(slot_handle handle) {
        if (manager_.try_free(handle) == cds::memory::slot_error::none)
            ++seen_.freed;
    }
    void read(slot_handle handle) {
        auto const guard = manager_.read(handle);
        pause();
        seen_.wrong += !guard->is(guard.header());
        ++seen_.read;
    }
    void write(slot_handle handle) {
        auto const guard = manager_.write(handle);
        guard->write();
        pause();
        seen_.wrong += !guard->is(guard.header());
        ++seen_.written;
    }
    // The guard outlives the request; the header is looked at beside whoever else is there.
    void keep_and_free(slot_handle handle) {
        auto const header = manager_.header(handle);
        std::uint64_t const name = *header;
        free(handle);
        pause();
        seen_.wrong += *header != name;
    }

    template <class F>
    void try_it(F f) {
        try {
            f();
        } catch (cds::memory::slot_exception const&) {
            ++seen_.refused;
        }
    }
    void pause() {
        if (random_() % 16 == 0)
            std::this_thread::yield();
    }

    Manager& manager_;
    notice_board& board_;
    accounts& seen_;
    std::size_t const self_;
    std::minstd_rand random_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(slot_manager_stress)

BOOST_AUTO_TEST_CASE_TEMPLATE(sixty_four_threads_over_sixteen_slots_find_what_was_stored, Manager,
                              managers) {
    watchdog const limit("64 threads over 16 slots");
    constexpr std::size_t capacity = 16;
    accounts seen;
    std::size_t outside = 0;
    {
        Manager manager(capacity);
        notice_board board;
        for (std::size_t i = 0; i != notice_board::places; ++i)
            board.post(i, slot_handle());
        background sampler([&] {
            outside += manager.available() > capacity;
            std::this_thread::yield();
        });
        run_threads(64, [&](std::size_t self) {
            worker<Manager>(manager, board, seen, self).work(5000 * scale());
        });
        sampler.stop();
        BOOST_TEST(manager.available() == capacity - (seen.stored - seen.freed));
        BOOST_TEST(message::living == static_cast<long>(seen.stored - seen.freed));
    }
    BOOST_TEST(message::living == 0);
    BOOST_TEST(outside == 0u);
    BOOST_TEST(seen.wrong == 0u);
    BOOST_TEST(seen.read > 0u);
    BOOST_TEST(seen.written > 0u);
    BOOST_TEST(seen.refused > 0u);
}

// Threads that wait for slots, all of the time, and give them back through their guards.
BOOST_AUTO_TEST_CASE_TEMPLATE(a_full_manager_serves_everybody_in_the_end, Manager, managers) {
    watchdog const limit("8 threads over 2 slots");
    Manager manager(2);
    std::atomic<std::size_t> wrong{0};
    run_threads(8, [&](std::size_t self) {
        for (std::size_t i = 0; i != 1000 * scale(); ++i) {
            std::optional<slot_handle> handle;
            while (!(handle = manager.store(self, self)))
                std::this_thread::yield();
            if (i % 8 == 0) {
                manager.free_and_wait(*handle);
                continue;
            }
            auto const guard = manager.read(*handle);
            manager.free(*handle);
            wrong += !guard->is(self);
        }
    });
    BOOST_TEST(wrong == 0u);
    BOOST_TEST(manager.available() == 2u);
    BOOST_TEST(message::living == 0);
}

BOOST_AUTO_TEST_SUITE_END()
