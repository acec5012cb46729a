// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// libcds's HP and DHP, from Debian.

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/init.h>
#include <cds/version.h>

#include "workload.h"

static_assert(CDS_VERSION >> 16 == 2, "the headers of the other library were found");

namespace {

struct object {
    int value = 0;
};

std::atomic<object*>& current() { return bench::shared_word<std::atomic<object*>, object>(); }

struct attached {
    attached() { cds::threading::Manager::attachThread(); }
    ~attached() { cds::threading::Manager::detachThread(); }
    attached(attached const&) = delete;
    attached& operator=(attached const&) = delete;
};

template <class GC>
struct hazards {
    struct reader {
        int read() {
            int const v = guard_.protect(shared_)->value;
            guard_.clear();
            return v;
        }
        void pause() {}

    private:
        attached thread_;
        typename GC::Guard guard_;
        std::atomic<object*> const& shared_ = current();
    };
    struct writer {
        struct delete_it {
            void operator()(object* p) const { delete p; }
        };
        void replace(int v) {
            GC::template retire<delete_it>(
                current().exchange(new object{v}, std::memory_order_acq_rel));
        }

    private:
        attached thread_;
    };
};

} // namespace

int main(int argc, char** argv) {
    existence::plan const plan = existence::parse(argc, argv);
    cds::Initialize();
    {
        cds::gc::HP const hp;
        cds::gc::DHP const dhp;
        existence::run<hazards<cds::gc::HP>>("libcds_hp", plan);
        existence::run<hazards<cds::gc::DHP>>("libcds_dhp", plan);
    }
    cds::Terminate();
}
