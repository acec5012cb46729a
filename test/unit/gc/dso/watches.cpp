// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// The library has the end of the process noted by functions for `atexit`. How many it registers:
// the first two threads one each, whatever they use, and no other thread any.
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/gc/hpref.h>
#include <cds/hazard_pointer.h>
#include <cds/memory/node_cache.h>

#include <cstdio>
#include <thread>

namespace {
int registered = 0;

/// Uses what has the thread's exit noted: each of these in its own way.
void use_everything() {
    cds::gc::DHP::Guard const dynamic;
    cds::gc::HP::Guard const limited;
    cds::gc::hpref::attach_thread();
    cds::hazard_pointer_domain domain;
    cds::hazard_pointer const other = cds::make_hazard_pointer(domain);
    cds::memory::node_cache<int> cache;
    cache.deallocate(cache.allocate(1), 1);
}

bool expect(int n, char const* when) {
    if (registered == n)
        return true;
    std::printf("error: %d functions, not %d, %s\n", registered, n, when);
    return false;
}
} // namespace

// The program's own function takes the place of the C library's.
extern "C" int atexit(void (*)()) {
    ++registered;
    return 0;
}

int main() {
    int const before = registered;
    use_everything();
    bool good = expect(before + 1, "after the first thread");
    std::thread(use_everything).join();
    good = expect(before + 2, "after the second") && good;
    for (int i = 0; i != 3; ++i)
        std::thread(use_everything).join();
    good = expect(before + 2, "after three more") && good;
    std::puts(good ? "all as promised" : "broken");
    return good ? 0 : 1;
}
