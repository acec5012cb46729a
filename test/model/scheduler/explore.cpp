// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "explore.h"

#include <cds_test/seed.h>

#include <malloc.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "explore_all.h"
#include "sanitizers.h"

namespace cds_model {

namespace {

struct options {
    std::string program;
    std::optional<std::uint64_t> seeds;
    std::optional<std::uint64_t> seed;
    std::optional<walk> how;
    std::optional<memory_model> memory;
    std::string fence;
    std::string scenario;
    bool exhaustive = false;
    search_limits limits;
    std::string choices;
    bool trace = false;
    bool list = false;
};

struct named_walk {
    char const* name;
    walk value;
};
constexpr named_walk walks[] = {{"random", walk::random}, {"pct", walk::pct}};

struct named_memory {
    char const* name;
    memory_model value;
};
constexpr named_memory memories[] = {
    {"sc", memory_model::sc}, {"tso", memory_model::tso}, {"weak", memory_model::weak}};

// What the runs reached. Shared with the processes that scenarios of their own process fork.
struct tally_board {
    struct entry {
        char goal[48];
        unsigned long count;
    };
    entry entries[16];
    std::uint64_t steps; // of the last run

    unsigned long& operator[](char const* goal) {
        for (entry& e : entries) {
            if (e.goal[0] == '\0')
                std::snprintf(e.goal, sizeof e.goal, "%s", goal);
            if (std::strcmp(e.goal, goal) == 0)
                return e.count;
        }
        fail("a scenario counts too many things");
    }
};

tally_board& tally() {
    static auto* const board = static_cast<tally_board*>(mmap(
        nullptr, sizeof(tally_board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    return *board;
}

[[noreturn]] void usage(std::string_view wrong) {
    std::fprintf(stderr,
                 "unknown: %.*s\n"
                 "options: --seeds=N --seed=N --mode=random|pct --memory=sc|tso|weak\n"
                 "         --fence=light|full --scenario=NAME --trace --list\n"
                 "         --exhaustive --executions=N --preemptions=K --bounded --choices=LIST\n",
                 static_cast<int>(wrong.size()), wrong.data());
    std::exit(2);
}

template <class Names>
auto by_name(Names const& names, std::string_view text) {
    for (auto const& candidate : names)
        if (text == candidate.name)
            return candidate.value;
    usage(text);
}

void parse_one(options& chosen, std::string_view argument) {
    auto const equals = argument.find('=');
    std::string_view const key = argument.substr(0, equals);
    std::string const value{equals == argument.npos ? "" : argument.substr(equals + 1)};
    if (key == "--seeds")
        chosen.seeds = std::strtoull(value.c_str(), nullptr, 0);
    else if (key == "--seed")
        chosen.seed = std::strtoull(value.c_str(), nullptr, 0);
    else if (key == "--mode")
        chosen.how = by_name(walks, value);
    else if (key == "--memory")
        chosen.memory = by_name(memories, value);
    else if (key == "--fence" && (value == "light" || value == "full"))
        chosen.fence = value;
    else if (key == "--scenario")
        chosen.scenario = value;
    else if (key == "--executions")
        chosen.limits.executions = std::strtoull(value.c_str(), nullptr, 0);
    else if (key == "--preemptions")
        chosen.limits.preemptions = static_cast<unsigned>(std::strtoul(value.c_str(), nullptr, 0));
    else if (key == "--choices")
        chosen.choices = value;
    else if (argument == "--exhaustive")
        chosen.exhaustive = true;
    else if (argument == "--bounded")
        chosen.limits.bounded_only = true;
    else if (argument == "--trace")
        chosen.trace = true;
    else if (argument == "--list")
        chosen.list = true;
    else
        usage(argument);
}

std::uint64_t number_from_environment(char const* name, std::uint64_t otherwise) {
    return cds_test::details::number_from_environment(name, [otherwise] { return otherwise; });
}

std::uint64_t first_seed() { return number_from_environment("CDS_TEST_SEED", 1); }

std::uint64_t budget() {
    return number_from_environment("CDS_MODEL_BUDGET",
                                   number_from_environment("CDS_TEST_SCALE", 1));
}

options parse(int argc, char** argv, manner usual, search_limits const& limits) {
    options chosen;
    chosen.program = argv[0];
    chosen.exhaustive = usual == manner::exhaustive;
    chosen.limits = limits;
    chosen.limits.executions *= budget();
    for (int i = 1; i < argc; ++i)
        parse_one(chosen, argv[i]);
    return chosen;
}

void print_first_line() {
    auto const seed = static_cast<unsigned long long>(first_seed());
    std::fprintf(stderr, "cds_test: seed %llu (again: CDS_TEST_SEED=%llu), budget %llu\n", seed,
                 seed, static_cast<unsigned long long>(budget()));
}

std::uint64_t run_here(scenario const& what, run_plan const& plan) {
    auto const current = what.make();
    auto const steps = run(plan, [&current](unsigned self) { current->thread(self); });
    current->finish();
    return steps;
}

// A failure there has been printed there, so it only ends this process as well.
std::uint64_t run_in_child(scenario const& what, run_plan const& plan) {
    pid_t const child = fork();
    if (child == 0) {
        tally().steps = run_here(what, plan);
        _exit(0);
    }
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0 || status != 0)
        _exit(1);
    return tally().steps;
}

std::uint64_t run_once(scenario const& what, run_plan const& plan) {
    return what.own_process ? run_in_child(what, plan) : run_here(what, plan);
}

void print_tally() {
    for (auto const& [goal, count] : tally().entries)
        if (goal[0] != '\0')
            std::printf("  %s %lu", goal, count);
    std::printf("\n");
}

// Exit status.
int missed_goals(scenario const& what) {
    int status = 0;
    for (char const* const goal : what.goals)
        if (tally()[goal] == 0) {
            std::printf("model: FAILED: %s never reached: %s\n", what.name.c_str(), goal);
            status = 1;
        }
    return status;
}

class explorer {
public:
    explorer(scenario const& what, options const& chosen) : what_(what), chosen_(chosen) {
        plan_.fibers = what.fibers;
        plan_.trace = chosen.trace;
        first_ = chosen.seed.value_or(first_seed());
        count_ = chosen.seed ? 1 : chosen.seeds.value_or(what.runs * budget());
    }

    // Exit status.
    int operator()() {
        tally() = tally_board{};
        measure();
        for (auto const& how : walks)
            for (auto const& memory : memories)
                if (chosen_.how.value_or(how.value) == how.value &&
                    chosen_.memory.value_or(memory.value) == memory.value)
                    all_seeds(how, memory);
        return report();
    }

private:
    // The walk called pct places its changes within this many steps.
    void measure() {
        plan_.seed = 0;
        bool const trace = std::exchange(plan_.trace, false);
        hint("random", "sc");
        plan_.expected_steps = run_once(what_, plan_);
        plan_.trace = trace;
    }

    void all_seeds(named_walk const& how, named_memory const& memory) {
        plan_.how = how.value;
        plan_.memory = memory.value;
        for (plan_.seed = first_; plan_.seed != first_ + count_; ++plan_.seed) {
            hint(how.name, memory.name);
            longest_ = std::max(longest_, run_once(what_, plan_));
            ++runs_;
        }
    }

    void hint(char const* how, char const* memory) const {
        char line[512];
        std::snprintf(line, sizeof line,
                      "%s --fence=%s --scenario=%s --mode=%s --memory=%s --seed=%llu --trace",
                      chosen_.program.c_str(), chosen_.fence.c_str(), what_.name.c_str(), how,
                      memory, static_cast<unsigned long long>(plan_.seed));
        set_replay_hint(line);
    }

    int report() const {
        int status = 0;
        std::printf("%s, %s fence: %llu runs of up to %llu steps;", what_.name.c_str(),
                    chosen_.fence.c_str(), static_cast<unsigned long long>(runs_),
                    static_cast<unsigned long long>(longest_));
        print_tally();
        if (!chosen_.seed)
            status = missed_goals(what_);
        std::fflush(stdout);
        return status;
    }

    scenario const& what_;
    options const& chosen_;
    run_plan plan_;
    std::uint64_t first_ = 1;
    std::uint64_t count_ = 1;
    std::uint64_t runs_ = 0;
    std::uint64_t longest_ = 0;
};

std::string group_of(scenario const& what) { return what.name.substr(0, what.name.find('/')); }

bool is_chosen(options const& chosen, scenario const& what) {
    return (what.is_small || !chosen.exhaustive) &&
           (what.fails_with.empty() || chosen.exhaustive) &&
           (chosen.scenario.empty() || chosen.scenario == what.name ||
            chosen.scenario == group_of(what));
}

// What the programs of a group come to.
struct group_result {
    std::string name;
    search_result complete;
    search_result bounded;
    unsigned complete_programs = 0;
    unsigned bounded_programs = 0;

    void add(search_result const& seen) {
        search_result& sum = seen.complete ? complete : bounded;
        (seen.complete ? complete_programs : bounded_programs) += 1;
        sum.executions += seen.executions;
        sum.redundant += seen.redundant;
        sum.longest = std::max(sum.longest, seen.longest);
        sum.preemptions =
            bounded_programs == 1 ? seen.preemptions : std::min(sum.preemptions, seen.preemptions);
    }

    void print(char const* memory, char const* fence) const {
        std::printf("%s, %s, %s fence:", name.c_str(), memory, fence);
        if (complete_programs != 0) {
            print_programs(complete_programs);
            std::printf(" complete: %llu executions", number(complete.executions));
            if (complete.redundant != 0)
                std::printf(" (and %llu begun that repeated others)", number(complete.redundant));
            std::printf(";");
        }
        if (bounded_programs != 0) {
            print_programs(bounded_programs);
            std::printf(" all with at most %u preemptions: %llu executions;", bounded.preemptions,
                        number(bounded.executions));
        }
        std::printf(" up to %llu steps;", number(std::max(complete.longest, bounded.longest)));
    }

private:
    static unsigned long long number(std::uint64_t n) { return n; }
    void print_programs(unsigned count) const {
        if (complete_programs + bounded_programs != 1)
            std::printf(" %u programs,", count);
    }
};

// The scenarios of one group, and what to print of them.
class complete_explorer {
public:
    complete_explorer(options const& chosen, std::vector<scenario const*> group)
        : chosen_(chosen), group_(std::move(group)) {}

    // Exit status.
    int operator()() {
        tally() = tally_board{};
        for (auto const& memory : memories)
            if (is_usual(memory.value))
                all_of(memory);
        int status = 0;
        if (chosen_.choices.empty())
            for (scenario const* const what : group_)
                status |= missed_goals(*what);
        std::fflush(stdout);
        return status;
    }

private:
    // Weak memory is for those who ask.
    bool is_usual(memory_model memory) const {
        return chosen_.memory ? *chosen_.memory == memory : memory != memory_model::weak;
    }

    void all_of(named_memory const& memory) {
        group_result sum;
        sum.name = group_of(*group_.front());
        for (scenario const* const what : group_) {
            hint(*what, memory.name);
            run_plan plan;
            plan.fibers = what->fibers;
            plan.memory = memory.value;
            plan.trace = chosen_.trace;
            plan.step_limit = step_limit;
            if (!chosen_.choices.empty())
                see_again(what->make, plan, chosen_.choices);
            else
                sum.add(see_all(what->make, plan, chosen_.limits));
        }
        sum.print(memory.name, chosen_.fence.c_str());
        print_tally();
        std::fflush(stdout);
    }

    void hint(scenario const& what, char const* memory) const {
        char line[512];
        std::snprintf(line, sizeof line,
                      "%s --exhaustive --fence=%s '--scenario=%s' --memory=%s --trace",
                      chosen_.program.c_str(), chosen_.fence.c_str(), what.name.c_str(), memory);
        set_replay_hint(line);
    }

    static constexpr std::uint64_t step_limit = 5'000;

    options const& chosen_;
    std::vector<scenario const*> group_;
};

// A scenario that is known to be wrong, in a process of its own. Exit status: 0 if it failed, and
// as it should.
int expect_failure(options const& chosen, scenario const& what) {
    int channel[2];
    if (pipe(channel) != 0)
        return 1;
    std::fflush(nullptr);
    pid_t const child = fork();
    if (child == 0) {
        dup2(channel[1], STDERR_FILENO);
        _exit(complete_explorer(chosen, {&what})());
    }
    close(channel[1]);
    std::string said;
    char part[4096];
    for (ssize_t n; (n = read(channel[0], part, sizeof part)) > 0;)
        said.append(part, static_cast<std::size_t>(n));
    close(channel[0]);
    int status = 0;
    bool const ended = child > 0 && waitpid(child, &status, 0) >= 0;
    bool const found = ended && status != 0 && said.find(what.fails_with) != said.npos;
    std::printf("%s, %s fence: %s: %s\n", what.name.c_str(), chosen.fence.c_str(),
                found ? "found, as it must be" : "model: FAILED: not found",
                what.fails_with.c_str());
    std::fflush(stdout);
    if (!found || chosen.trace)
        std::fputs(said.c_str(), stderr);
    return found ? 0 : 1;
}

int explore_exhaustively(options const& chosen, std::vector<scenario> const& scenarios) {
    // Every execution takes the same memory again: it need not go back to the system in between.
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    int status = 0;
    for (auto next = scenarios.begin(); next != scenarios.end();) {
        auto const first = next;
        std::vector<scenario const*> group;
        for (; next != scenarios.end() && group_of(*next) == group_of(*first); ++next)
            if (is_chosen(chosen, *next) && next->fails_with.empty())
                group.push_back(&*next);
            else if (is_chosen(chosen, *next))
                status |= expect_failure(chosen, *next);
        if (!group.empty())
            status |= complete_explorer(chosen, std::move(group))();
    }
    return status;
}

int explore_with_fence(options chosen, char const* fence, std::vector<scenario> const& scenarios) {
    chosen.fence = fence;
    setenv("CDS_FENCE", chosen.fence == "full" ? "full" : "auto", 1);
    if (chosen.exhaustive)
        return explore_exhaustively(chosen, scenarios);
    int status = 0;
    for (scenario const& what : scenarios)
        if (is_chosen(chosen, what))
            status |= explorer{what, chosen}();
    return status;
}

// The library decides on its fences once per process, so each kind gets a process of its own.
int explore_full_fence_in_child(options const& chosen, std::vector<scenario> const& scenarios) {
    pid_t const child = fork();
    if (child == 0)
        _exit(explore_with_fence(chosen, "full", scenarios));
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) < 0)
        return 1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

// A replay needs the same addresses. Where the system refuses, replays are only likely to agree.
void fix_addresses(char** argv) {
    constexpr unsigned long ask = 0xFFFFFFFFUL;
    int const present = personality(ask);
    if (present < 0 || (present & ADDR_NO_RANDOMIZE) != 0)
        return;
    if (personality(static_cast<unsigned long>(present) | ADDR_NO_RANDOMIZE) >= 0)
        execv("/proc/self/exe", argv);
}

} // namespace

void reached(char const* goal) {
    if (current_fiber() >= 0)
        concluded(goal);
}

void concluded(char const* goal, unsigned long count) {
    sanitizers::unobserved const bookkeeping;
    tally()[goal] += count;
}

int explore(int argc, char** argv, std::vector<scenario> const& scenarios, manner usual,
            search_limits const& limits) {
    fix_addresses(argv);
    options const chosen = parse(argc, argv, usual, limits);
    if (chosen.list) {
        for (scenario const& what : scenarios)
            std::printf("%s\n", what.name.c_str());
        return 0;
    }
    if (std::none_of(scenarios.begin(), scenarios.end(),
                     [&chosen](scenario const& what) { return is_chosen(chosen, what); }))
        usage("--scenario=" + chosen.scenario);
    print_first_line();
    if (chosen.exhaustive && chosen.fence.empty()) // full fences are for those who ask
        return explore_with_fence(chosen, "light", scenarios);
    if (!chosen.fence.empty())
        return explore_with_fence(chosen, chosen.fence.c_str(), scenarios);
    int const status = explore_full_fence_in_child(chosen, scenarios);
    return status != 0 ? status : explore_with_fence(chosen, "light", scenarios);
}

} // namespace cds_model
