// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// P14: eight readers of a pointer that a writer replaces.

#include "../workload/placed.h"
#include "../workload/swap.h"
#include "side.h"

#include <array>
#include <cstddef>

namespace {

struct object {
    int value = 0;
};

using word = atomics::atomic<object*>;

word& shared_word() { return bench::shared_word<word, object>(); }

struct dhp {
    class reader {
    public:
        int read() {
            int const value = guard_.protect(shared_)->value;
            guard_.clear();
            return value;
        }

        void pause() {}

    private:
        bench::thread_scope attached_;
        bench::gc::Guard guard_;
        word const& shared_ = shared_word();
    };

    class writer {
    public:
        void replace(int value) {
            auto* const old = shared_.exchange(new object{value}, atomics::memory_order_acq_rel);
            bench::gc::retire<delete_object>(old);
        }

    private:
        struct delete_object {
            void operator()(object* p) const { delete p; }
        };

        bench::thread_scope attached_;
        word& shared_ = shared_word();
    };
};

// The limit: nobody protects anything. The writer goes round a fixed set of objects and allocates
// as the others do, to keep their pace.
struct unprotected {
    class reader {
    public:
        int read() { return shared_.load(atomics::memory_order_acquire)->value; }
        void pause() {}

    private:
        word const& shared_ = shared_word();
    };

    class writer {
    public:
        writer() {
            for (auto& o : objects_)
                o = new object{};
        }

        void replace(int value) {
            auto* const unused = new object{value};
            bench::consume(unused);
            next_ = (next_ + 1) % objects_.size();
            shared_.exchange(objects_[next_], atomics::memory_order_acq_rel);
            delete unused;
        }

    private:
        std::array<object*, 1024> objects_; // never freed: a reader may still look
        std::size_t next_ = 0;
        word& shared_ = shared_word();
    };
};

[[maybe_unused]] bool const registered =
    bench::register_swap<dhp>("dhp") && bench::register_swap<unprotected>("raw");

} // namespace
