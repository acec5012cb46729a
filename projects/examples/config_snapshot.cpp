// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// A configuration that many threads read and one replaces. A reader sees one consistent snapshot
// for as long as it looks; it pays two stores and two loads for that, and never waits. The writer
// never waits for readers, either.
#include <cds/hazard_pointer.h>

#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

namespace {

struct config : cds::hazard_pointer_obj_base<config> {
    explicit config(int v) : version(v), name("version " + std::to_string(v)) {}
    int version;
    std::string name;
};

class configuration {
public:
    explicit configuration(config* first) : current_(first) {}
    ~configuration() { delete current_.load(); } // no reader is left

    // Calls f with a snapshot that stays as it is until f returns. A thread that reads often
    // keeps its hazard pointer.
    template <class F>
    void read(cds::hazard_pointer& hazard, F f) const {
        f(*hazard.protect(current_));
        hazard.reset_protection();
    }

    void replace(config* next) {
        config* const old = current_.exchange(next, std::memory_order_acq_rel);
        old->retire(); // deleted when the last reader of that snapshot has looked away
    }

private:
    std::atomic<config*> current_;
};

} // namespace

int main() {
    configuration settings(new config(0));
    std::atomic<bool> over{false};
    std::atomic<long> snapshots{0};
    std::atomic<long> torn{0};

    std::vector<std::thread> readers;
    for (int i = 0; i != 4; ++i)
        readers.emplace_back([&] {
            cds::hazard_pointer hazard = cds::make_hazard_pointer();
            do
                settings.read(hazard, [&](config const& c) {
                    if (c.name != "version " + std::to_string(c.version))
                        ++torn;
                    ++snapshots;
                });
            while (!over);
        });
    for (int version = 1; version != 20000; ++version)
        settings.replace(new config(version));
    over = true;
    for (std::thread& r : readers)
        r.join();

    std::printf("%ld snapshots read, %ld torn\n", snapshots.load(), torn.load());
    return torn == 0 && snapshots > 0 ? 0 : 1;
}
