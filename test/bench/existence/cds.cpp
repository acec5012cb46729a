// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// This library's hpref and DHP; locks; and no protection at all, as the limit.

#include <cds/gc/dhp.h>
#include <cds/gc/hpref.h>

#include "workload.h"

#include <array>
#include <memory>
#include <mutex>
#include <shared_mutex>

namespace {

using cds::gc::DHP;
using cds::gc::hpref;

struct object {
    int value = 0;
};
struct node : hpref::node<node> {
    explicit node(int v = 0) : value(v) {}
    int value;
};

template <class T>
std::atomic<T*>& current() {
    return bench::shared_word<std::atomic<T*>, T>();
}

template <class T, class... Args>
T* replace_current(Args... args) {
    return current<T>().exchange(new T{args...}, std::memory_order_acq_rel);
}

struct hpref_reader {
    int read() { return hpref::get(shared_)->value; }
    void pause() {}

private:
    std::atomic<node*> const& shared_ = current<node>();
};

struct hpref_retire {
    using reader = hpref_reader;
    struct writer {
        void replace(int v) { hpref::retire(replace_current<node>(v)); }
    };
};

struct hpref_synchronize {
    using reader = hpref_reader;
    struct writer {
        void replace(int v) {
            node* const old = replace_current<node>(v);
            hpref::synchronize(old);
            old->drop_reference();
        }
    };
};

// Every read takes a reference: what the fall-back costs.
// Many writers at once wait for readers that dwell.
struct hpref_wait {
    static constexpr bool dwells = true;
    struct reader {
        int read() {
            auto const held = hpref::get(current<node>());
            existence::dwell();
            return held->value;
        }
        void pause() {}
    };
    struct writer {
        void replace(int v) {
            node* const old = replace_current<node>(v);
            hpref::synchronize();
            old->drop_reference();
        }
    };
};

struct hpref_promote : hpref_retire {
    struct reader {
        int read() {
            auto held = hpref::get(shared_);
            held.promote();
            return held->value;
        }
        void pause() {}

    private:
        std::atomic<node*> const& shared_ = current<node>();
    };
};

struct dhp {
    struct reader {
        int read() {
            int const v = guard_.protect(shared_)->value;
            guard_.clear();
            return v;
        }
        void pause() {}

    private:
        DHP::Guard guard_;
        std::atomic<object*> const& shared_ = current<object>();
    };
    struct writer {
        struct delete_it {
            void operator()(object* p) const { delete p; }
        };
        void replace(int v) { DHP::retire<delete_it>(replace_current<object>(v)); }
    };
};

template <class Mutex, class ReadLock>
struct locked {
    static inline Mutex mutex;
    static inline int value = 0;

    struct reader {
        int read() {
            ReadLock const hold(mutex);
            return value;
        }
        void pause() {}
    };
    struct writer {
        void replace(int v) {
            std::lock_guard<Mutex> const hold(mutex);
            value = v;
        }
    };
};

// A reader locks its own mutex, a writer everybody's.
struct per_thread_lock {
    static constexpr std::size_t most = 64;
    struct alignas(64) own {
        std::mutex mutex;
    };
    static inline std::array<own, most> all;
    static inline std::atomic<std::size_t> next{0};
    static inline int value = 0;

    struct reader {
        int read() {
            std::lock_guard<std::mutex> const hold(own_.mutex);
            return value;
        }
        void pause() {}

    private:
        own& own_ = all[next.fetch_add(1) % most];
    };
    struct writer {
        void replace(int v) {
            std::size_t const used = next.load() < most ? next.load() : most;
            for (std::size_t i = 0; i < used; ++i)
                all[i].mutex.lock();
            value = v;
            for (std::size_t i = 0; i < used; ++i)
                all[i].mutex.unlock();
        }
    };
};

// Nobody protects anything. The writer goes round a fixed set of objects and allocates as the
// others do, to keep their pace.
struct unsafe_raw {
    struct reader {
        int read() { return shared_.load(std::memory_order_acquire)->value; }
        void pause() {}

    private:
        std::atomic<object*> const& shared_ = current<object>();
    };
    struct writer {
        writer() {
            for (auto& o : objects_)
                o = new object{};
        }
        void replace(int v) {
            auto* const unused = new object{v};
            bench::consume(unused);
            next_ = (next_ + 1) % objects_.size();
            current<object>().exchange(objects_[next_], std::memory_order_acq_rel);
            delete unused;
        }

    private:
        std::array<object*, 1024> objects_; // never freed: a reader may still look
        std::size_t next_ = 0;
    };
};

} // namespace

int main(int argc, char** argv) {
    existence::plan const plan = existence::parse(argc, argv);
    using existence::run;
    run<locked<std::mutex, std::lock_guard<std::mutex>>>("mutex", plan);
    run<locked<std::shared_mutex, std::shared_lock<std::shared_mutex>>>("shared_mutex", plan);
    run<per_thread_lock>("per_thread_lock", plan);
    run<hpref_retire>("hpref", plan);
    run<hpref_synchronize>("hpref_synchronize", plan);
    run<hpref_promote>("hpref_promote", plan);
    run<hpref_wait>("hpref_wait", plan);
    run<dhp>("dhp", plan);
    run<unsafe_raw>("unsafe_raw", plan); // last: its objects stay
}
