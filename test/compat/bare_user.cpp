// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
//
// Linked by compile_check.py with the objects of src/*.cpp compiled without any flag.
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>

namespace {

int disposed = 0;

template <class GC>
bool guard_then_dispose() {
    int const before = disposed;
    {
        atomics::atomic<int*> shared{new int{42}};
        typename GC::Guard guard;
        int* const p = guard.protect(shared);
        shared.store(nullptr, atomics::memory_order_release);
        GC::template retire<int>(p, [](void* object) {
            ++disposed;
            delete static_cast<int*>(object);
        });
        GC::force_dispose();
        if (*p != 42 || disposed != before)
            return false;
    }
    GC::force_dispose();
    return disposed == before + 1;
}

} // namespace

int main() {
    bool const right = guard_then_dispose<cds::gc::DHP>() && guard_then_dispose<cds::gc::HP>();
    return right ? 0 : 1;
}
