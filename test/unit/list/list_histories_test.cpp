// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Lists under threads that are interrupted where it hurts: also what tells of all keys, `empty` and
// the first item, is as if done at one moment.
//
// One translation unit a family: sets, with ordered

#include "../set/histories.h"

#include <boost/test/unit_test.hpp>

#include <bit>
#include <cstdint>
#include <tuple>

namespace {

using namespace cds_test;
using namespace cds_test::histories;

// What is there, a bit for each key. `empty` and `first` tell of all keys at one moment.
struct list_spec {
    enum : int { insert, erase, contains, empty, first };
    using state = unsigned;

    static bool apply(state& keys, operation const& op) {
        unsigned const bit = 1u << op.key;
        bool const present = (keys & bit) != 0;
        switch (op.code) {
        case insert: keys |= bit; return op.result == !present;
        case erase: keys &= ~bit; return op.result == present;
        case contains: return op.result == present;
        case empty: return op.result == (keys == 0);
        default: return op.result == (keys == 0 ? nothing : std::countr_zero(keys));
        }
    }
};

template <class Family>
struct lists_of : sets_of<Family> {
    template <class Policy>
    using list = typename sets_of<Family>::template list<Policy>;
    template <class Model>
    struct in_model {
        template <class GC>
        struct traits : sets_of<Family>::template traits<GC> {
            using memory_model = Model;
        };
        template <class Policy, class GC = hesitating<Policy>>
        using list =
            typename Family::template intrusive<GC, typename sets_of<Family>::template item<GC>,
                                                traits<GC>>;
    };
    using relaxed = in_model<cds::opt::v::total_relaxed_ordering>;
    using sequential = in_model<cds::opt::v::sequential_consistent>;

    using all = join<std::tuple<typename relaxed::template list<tiny_DHP>>,
                     beyond_cover<list<HP>, list<tiny_DHP>, typename relaxed::template list<DHP>,
                                  typename sequential::template list<tiny_DHP>>>;
};
using lists = for_each_of<lists_of, families::with_order<families::sets>>;

template <class List>
long first_key(List& list) {
    auto const it = list.begin();
    return it == list.end() ? nothing : it->key;
}

template <class List>
history list_history(std::uint64_t run) {
    using spec = list_spec;
    List list;
    return history_of(run, [&](recorder& log, task const& t) {
        auto const record = [&](int code, auto act) { log.record(t.thread, code, t.key, 0, act); };
        switch (t.kind % 8) {
        case 0:
        case 1: record(spec::insert, [&] { return insert(list, t.key, false); }); break;
        case 2:
        case 3: record(spec::erase, [&] { return list.erase(t.key); }); break;
        case 4: record(spec::contains, [&] { return list.contains(t.key); }); break;
        case 5: record(spec::first, [&] { return first_key(list); }); break;
        default: record(spec::empty, [&] { return list.empty(); });
        }
    });
}

} // namespace

BOOST_AUTO_TEST_SUITE(list_histories)

BOOST_AUTO_TEST_CASE_TEMPLATE(histories_of_a_whole_list_are_linearizable, List, lists) {
    for (std::uint64_t i = 0; i < (sanitized ? 50 : 150) * scale(); ++i) {
        verdict const found = check_linearizable<list_spec>(list_history<List>(i));
        BOOST_TEST_REQUIRE(found.holds, found);
    }
}

BOOST_AUTO_TEST_SUITE_END()
