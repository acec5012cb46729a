// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Sets of values with locks inside do what a std::set does, whatever their buckets are, and however
// often they have grown.

#include <cds_test/families/all_locked.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <utility>

#pragma GCC diagnostic ignored "-Wdeprecated-declarations" // deprecated members are members

namespace {

namespace families = cds_test::families;
using answer = std::pair<bool, bool>;

// Some keys have equal hash values.
struct by_text {
    using less = std::less<std::string>;
    using equal = std::equal_to<std::string>;
    struct hash {
        std::size_t operator()(std::string const& s) const {
            return std::hash<std::string>()(s) % 4000;
        }
    };
};

template <class Family>
struct sets_of {
    using all = typename Family::template all_sets<std::string, by_text>;
};
using sets = cds_test::for_each_of<sets_of, families::locked>;

/// A set and what should be in it. Each member does one operation on both.
template <class Set>
class compared {
public:
    explicit compared(Set& set) : set_(set) {}

    void insert(std::string const& key) { agree(set_.insert(key), put(key)); }
    void emplace(std::string const& key) { agree(set_.emplace(key.c_str()), put(key)); }
    void insert_and_see(std::string const& key) {
        bool const is_new = put(key);
        bool seen = false;
        agree(set_.insert(key, [&](std::string& item) { seen = item == key; }), is_new);
        agree(seen, is_new);
    }
    void update(std::string const& key, bool allow) {
        bool const there = model_.count(key) != 0;
        int calls = 0;
        auto const functor = [&](bool inserted, std::string& item, std::string const& given) {
            ++calls;
            agree(inserted, !there);
            agree(item == key && &given == &key, true);
        };
        BOOST_CHECK(set_.update(key, functor, allow) == answer(there || allow, !there && allow));
        agree(calls == 1, there || allow);
        if (allow)
            put(key);
    }
    void erase(std::string const& key) { agree(set_.erase(key), take(key)); }
    void erase_and_see(std::string const& key) {
        bool const there = take(key);
        bool seen = false;
        agree(set_.erase(key, [&](std::string const& item) { seen = item == key; }), there);
        agree(seen, there);
    }
    void look(std::string key) {
        bool const there = model_.count(key) != 0;
        std::string const& fixed = key;
        int seen = 0;
        agree(set_.contains(key), there);
        agree(set_.find(key), there);
        agree(set_.find(key, [&](std::string& i, std::string& k) { seen += i == k && &k == &key; }),
              there);
        agree(set_.find(fixed, [&](std::string&, std::string const& k) { seen += &k == &key; }),
              there);
        agree(set_.find(std::string(key), [&](std::string& i, auto&) { seen += i == key; }), there);
        agree(seen == 3, there);
    }
    void by_predicate(std::string const& key, bool and_erase) {
        if constexpr (Set::has_find_with) {
            std::less<std::string> const less;
            bool const there = model_.count(key) != 0;
            int seen = 0;
            auto const see = [&](std::string const& item, auto&&...) { seen += item == key; };
            agree(set_.contains(key, less), there);
            agree(set_.find_with(key, less), there);
            agree(set_.find_with(key, less, see), there);
            if (and_erase)
                agree(key.size() % 2 == 0 ? set_.erase_with(key, less)
                                          : set_.erase_with(key, less, see),
                      take(key));
            BOOST_CHECK(seen >= static_cast<int>(there));
        }
    }
    void clear() {
        set_.clear();
        model_.clear();
    }
    void sizes() {
        BOOST_CHECK(set_.size() == model_.size());
        agree(set_.empty(), model_.empty());
        BOOST_CHECK(set_.lock_count() <= set_.bucket_count());
    }

private:
    static void agree(bool got, bool expected) { BOOST_CHECK(got == expected); }
    bool put(std::string const& key) { return model_.insert(key).second; }
    bool take(std::string const& key) { return model_.erase(key) != 0; }

    Set& set_;
    std::set<std::string> model_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(locked_set)

BOOST_AUTO_TEST_CASE_TEMPLATE(every_operation_answers_as_a_sequential_set_would, Set, sets) {
    Set set;
    std::size_t const buckets = set.bucket_count();
    compared<Set> both(set);
    auto random = cds_test::random_stream();
    for (int n = 0; n != 6000; ++n) {
        auto const r = random();
        // few keys at first, then many, so that the table grows
        std::string const key = std::to_string(r % (n < 2000 ? 30 : 3000));
        switch (r >> 32 & 15) {
        case 0: both.insert_and_see(key); break;
        case 1: both.update(key, false); break;
        case 2: both.update(key, true); break;
        case 3: both.erase(key); break;
        case 4: both.erase_and_see(key); break;
        case 5: both.by_predicate(key, false); break;
        case 6: both.by_predicate(key, true); break;
        case 7:
        case 8: both.look(key); break;
        case 9:
        case 10: both.emplace(key); break;
        default: both.insert(key);
        }
        both.sizes();
        if (n == 1000)
            both.clear();
    }
    BOOST_CHECK(set.bucket_count() > buckets);
    for (int key = 0; key != 3000; ++key)
        both.look(std::to_string(key));
    both.clear();
    both.sizes();
    both.look("7");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_set_has_the_size_it_is_made_with, Set, sets) {
    Set set(100, {});
    BOOST_CHECK(set.bucket_count() == 128u);
    BOOST_CHECK(set.lock_count() == 128u);
    BOOST_CHECK(set.ensure("a", [](bool made, auto&&...) { BOOST_CHECK(made); }) ==
                answer(true, true));
}

BOOST_AUTO_TEST_SUITE_END()
