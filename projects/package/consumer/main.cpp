// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
//
// The smallest program that shows a working library: an object outlives its retirement while a
// guard holds it, and is disposed once the guard has let go.
#include <cds/gc/dhp.h>
#include <cds/init.h>
#include <cds/version.h>

#include <cstdio>

namespace {

int disposed = 0;

struct disposer {
    void operator()(int* p) const {
        ++disposed;
        delete p;
    }
};

} // namespace

int main() {
    cds::Initialize();
    bool right = true;
    {
        atomics::atomic<int*> shared{new int{42}};
        cds::gc::DHP::Guard guard;
        int* const p = guard.protect(shared);
        shared.store(nullptr, atomics::memory_order_release);
        cds::gc::DHP::retire<disposer>(p);
        cds::gc::DHP::force_dispose();
        right = *p == 42 && disposed == 0;
    }
    cds::gc::DHP::force_dispose();
    right = right && disposed == 1;
    cds::Terminate();
    std::printf("cds %s: %s\n", CDS_VERSION_STRING, right ? "works" : "does not work");
    return right ? 0 : 1;
}
