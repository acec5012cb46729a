// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "commands.h"
#include "shared.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <string>
#include <type_traits>
#include <utility>

namespace cached {
namespace {

/// The text of INFO, section by section.
class report {
public:
    explicit report(std::string_view wanted) : wanted_(wanted) {}

    /// Whether the lines of this section are wanted; they follow then.
    bool section(std::string_view name) {
        bool const all = wanted_.empty() || same_word(wanted_, "all") ||
                         same_word(wanted_, "default") || same_word(wanted_, "everything");
        if (!all && !same_word(wanted_, name))
            return false;
        text += (text.empty() ? "# " : "\r\n# ") + std::string(name) + "\r\n";
        return true;
    }
    void line(std::string_view key, std::string_view what) {
        text.append(key).append(":").append(what).append("\r\n");
    }
    template <class T>
        requires std::is_arithmetic_v<T>
    void line(std::string_view key, T number) {
        line(key, std::to_string(number));
    }

    std::string text;

private:
    std::string_view wanted_;
};

std::size_t resident_bytes() {
    unsigned long pages = 0;
    if (std::FILE* const file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%*u %lu", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::int64_t sum(shared const& all, figure<std::int64_t> worker_figures::* which) {
    std::int64_t total = 0;
    for (worker_figures const& w : all.workers)
        total += (w.*which).get();
    return total;
}

void tell_server(report& out, shared const& all, instant now) {
    out.line("redis_version", "7.0.0"); // whose commands these are
    out.line("server_name", "cached");
    out.line("redis_mode", "standalone");
    out.line("process_id", ::getpid());
    out.line("tcp_port", all.port.get());
    out.line("uptime_in_seconds", (now - all.started) / 1000);
    out.line("threads", all.workers.size());
}

void tell_clients(report& out, shared const& all) {
    out.line("connected_clients", all.clients.total());
    out.line("maxclients", all.limits.max_clients);
}

void tell_memory(report& out, shared const& all) {
    out.line("used_memory", all.keys.bytes());
    out.line("used_memory_rss", resident_bytes());
    out.line("used_memory_buckets", all.keys.bytes_of_buckets());
    out.line("used_memory_garbage", memory_account::one().garbage());
    out.line("used_memory_buffers", all.buffered.total());
    out.line("maxmemory", all.limits.max_memory);
    out.line("maxmemory_policy", all.limits.evicts ? "allkeys-lru" : "noeviction");
}

void tell_stats(report& out, shared const& all) {
    out.line("total_connections_received", all.accepted.get());
    out.line("rejected_connections", all.refused.get());
    out.line("total_commands_processed", sum(all, &worker_figures::commands));
    out.line("keyspace_hits", sum(all, &worker_figures::hits));
    out.line("keyspace_misses", sum(all, &worker_figures::misses));
    out.line("expired_keys", sum(all, &worker_figures::expired));
    out.line("evicted_keys", sum(all, &worker_figures::evicted));
}

/// What the library knows about garbage, and who keeps it.
void tell_reclamation(report& out, shared const& all, instant now) {
    gc::stat const figures = gc::statistics();
    out.line("retired", figures.retired_count);
    out.line("freed", figures.free_count);
    out.line("pending", figures.pending);
    out.line("peak_pending", figures.peak_pending);
    out.line("bound", gc::bound());
    out.line("bound_suspended", figures.bound_suspended);
    out.line("scans", figures.scan_count);
    out.line("threshold", figures.threshold);
    out.line("hazards", figures.slots_in_use);
    out.line("peak_hazards", figures.peak_slots);
    out.line("threads_attached", figures.threads);
    out.line("full_fences", figures.fallback);
    out.line("held_values", sum(all, &worker_figures::held_values));
    out.line("held_bytes", sum(all, &worker_figures::held_bytes));
    std::size_t number = 0;
    for (worker_figures const& w : all.workers) {
        std::string holders;
        void const* const held = w.held_longest.get();
        if (held != nullptr)
            gc::who_holds(held, [&](cds::OS::ThreadId id) {
                holders += (holders.empty() ? "" : "+") + name_of_thread(all, id);
            });
        out.line("worker" + std::to_string(number++),
                 "connections=" + std::to_string(w.connections.get()) +
                     ",commands=" + std::to_string(w.commands.get()) +
                     ",held_values=" + std::to_string(w.held_values.get()) +
                     ",held_bytes=" + std::to_string(w.held_bytes.get()) + ",held_ms=" +
                     std::to_string(held != nullptr ? std::max<instant>(now - w.held_since.get(), 0)
                                                    : 0) +
                     ",who_holds=" + (holders.empty() ? "nobody" : holders));
    }
}

} // namespace

std::string information(shared& all, std::string_view section, instant now) {
    report out(section);
    if (out.section("Server"))
        tell_server(out, all, now);
    if (out.section("Clients"))
        tell_clients(out, all);
    if (out.section("Memory"))
        tell_memory(out, all);
    if (out.section("Stats"))
        tell_stats(out, all);
    if (out.section("Reclamation"))
        tell_reclamation(out, all, now);
    if (out.section("Keyspace") && all.keys.size() != 0)
        out.line("db0", "keys=" + std::to_string(all.keys.size()) + ",expires=0,avg_ttl=0");
    return std::move(out.text);
}

} // namespace cached
