// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Striped and cuckoo sets and maps in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/container/cuckoo_map.h>
#include <cds/container/cuckoo_set.h>
#include <cds/container/striped_map/std_hash_map.h>
#include <cds/container/striped_map/std_list.h>
#include <cds/container/striped_set/boost_flat_set.h>
#include <cds/container/striped_set/std_vector.h>
#include <cds/container/striped_map.h>
#include <cds/container/striped_set.h>
#include <cds/intrusive/cuckoo_set.h>
#include <cds/intrusive/striped_set/boost_list.h>
#include <cds/intrusive/striped_set/boost_unordered_set.h>
#include <cds/intrusive/striped_set.h>

#include "libcds_style.h"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <new>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

// A map of words: a list for each bucket, locks that grow with the table.
typedef cc::StripedMap<
    std::list<std::pair<std::string const, unsigned>>, cds::opt::hash<std::hash<std::string>>,
    cds::opt::less<std::less<std::string>>, cds::opt::mutex_policy<cc::striped_set::refinable<>>>
    words_type;

void count_words(words_type& words, std::vector<std::string> const& text) {
    for (std::string const& word : text)
        words.update(word, [](bool is_new, words_type::value_type& item) {
            item.second = is_new ? 1 : item.second + 1;
        });
}

// A base class holds the policy, which the set is to copy at once.
struct policy_place {
    typedef cc::striped_set::load_factor_resizing<0> policy;
    alignas(policy) unsigned char room[sizeof(policy)];
    policy& make(std::size_t factor) { return *new (room) policy(factor); }
};
typedef cc::StripedSet<std::vector<int>, cds::opt::compare<cds::opt::v::less_comparator<int>>,
                       cds::opt::hash<std::hash<int>>,
                       cds::opt::resizing_policy<policy_place::policy>>
    vector_set;
class sized_set : policy_place, public vector_set {
public:
    sized_set(std::size_t capacity, std::size_t factor)
        : vector_set(capacity, policy_place::make(factor)) {}
};

// An adapter of a program's own: what is written once for all sequences is enough for most.
struct own_bucket : std::vector<int> {
    typedef cc::striped_set::load_factor_resizing<4> default_resizing_policy;
    static bool const has_find_with = false;
    static bool const has_erase_with = false;

    iterator place_of(int key) {
        iterator it = begin();
        while (it != end() && *it != key)
            ++it;
        return it;
    }
    template <class Q, class F>
    bool insert(Q const& key, F f) {
        if (place_of(key) != end())
            return false;
        push_back(key);
        f(back());
        return true;
    }
    bool emplace(int key) {
        return insert(key, [](int&) {});
    }
    template <class Q, class F>
    std::pair<bool, bool> update(Q const& key, F f, bool allow) {
        iterator const it = place_of(key);
        if (it != end()) {
            f(false, *it, key);
            return std::make_pair(true, false);
        }
        if (!allow)
            return std::make_pair(false, false);
        push_back(key);
        f(true, back(), key);
        return std::make_pair(true, true);
    }
    template <class Q, class F>
    bool erase(Q const& key, F f) {
        iterator const it = place_of(key);
        if (it == end())
            return false;
        f(*it);
        std::vector<int>::erase(it);
        return true;
    }
    template <class Q, class F>
    bool find(Q& key, F f) {
        iterator const it = place_of(key);
        if (it == end())
            return false;
        f(*it, key);
        return true;
    }
    void move_item(own_bucket&, iterator what) { push_back(*what); }
};
struct own_container {
    typedef int value_type;
};

// Two hash functors, in a traits class and by options.
struct hash_name {
    std::size_t operator()(std::string const& s) const { return std::hash<std::string>()(s); }
};
struct hash_turned_name {
    std::size_t operator()(std::string const& s) const {
        return std::hash<std::string>()(std::string(s.rbegin(), s.rend()));
    }
};
struct names_traits : public cc::cuckoo::traits {
    typedef cds::opt::hash_tuple<hash_name, hash_turned_name> hash;
    typedef std::equal_to<std::string> equal_to;
    typedef cc::cuckoo::refinable<> mutex_policy;
    typedef cc::cuckoo::stat stat;
    enum { store_hash = true };
};
typedef cc::CuckooMap<std::string, int, names_traits> names_type;

typedef cc::CuckooSet<
    std::string, cc::cuckoo::make_traits<cds::opt::hash<std::tuple<hash_name, hash_turned_name>>,
                                         cds::opt::less<std::less<std::string>>,
                                         cc::cuckoo::probeset_type<cc::cuckoo::vector<4>>>::type>
    sorted_names_type;

// Objects that are in two tables at a time.
struct session : boost::intrusive::list_base_hook<>, ci::cuckoo::node<ci::cuckoo::list, 2> {
    explicit session(int n) : id(n) {}
    int id;
    int hits = 0;
};
struct by_id {
    static int id(session const& s) { return s.id; }
    static int id(int n) { return n; }
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return id(a) - id(b);
    }
};
struct less_id {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return by_id::id(a) < by_id::id(b);
    }
};
struct hash_id {
    template <class A>
    std::size_t operator()(A const& a) const {
        return std::hash<int>()(by_id::id(a));
    }
};
struct hash_other_id {
    template <class A>
    std::size_t operator()(A const& a) const {
        return std::hash<int>()(~(by_id::id(a) * 7919));
    }
};
typedef ci::StripedSet<boost::intrusive::list<session>, cds::opt::hash<hash_id>,
                       cds::opt::compare<by_id>>
    striped_sessions;
typedef ci::CuckooSet<
    session, ci::cuckoo::make_traits<
                 ci::opt::hook<ci::cuckoo::base_hook<ci::cuckoo::probeset_type<ci::cuckoo::list>,
                                                     ci::cuckoo::store_hash<2>>>,
                 ci::opt::hash<std::tuple<hash_id, hash_other_id>>, ci::opt::less<less_id>,
                 ci::opt::mutex_policy<ci::cuckoo::refinable<>>>::type>
    cuckoo_sessions;

} // namespace

namespace cds {
namespace intrusive {
namespace striped_set {

template <class... Options>
struct adapt<own_container, Options...> {
    typedef own_bucket type;
};

}
}
} // namespace cds::intrusive::striped_set

BOOST_AUTO_TEST_SUITE(libcds_style_locked)

BOOST_AUTO_TEST_CASE(words_are_counted_by_threads_that_attach_nothing) {
    std::vector<std::string> text;
    for (int i = 0; i < 1000; ++i)
        text.push_back(std::to_string(i % 250));
    words_type words(32);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(count_words, std::ref(words), std::cref(text));
    for (std::thread& t : threads)
        t.join();
    BOOST_TEST(words.size() == 250u);
    BOOST_TEST(words.bucket_count() == words.lock_count());
    BOOST_TEST(
        words.find("7", [](words_type::value_type& item) { BOOST_TEST(item.second == 16u); }));
    BOOST_TEST(words.erase_with("7", std::less<std::string>()));
    BOOST_TEST(!words.contains("7"));
    BOOST_TEST(words.insert("7", 3u));
    BOOST_TEST(words.insert_with("word", [](words_type::value_type& item) { item.second = 5; }));
    BOOST_TEST(words.emplace("other", 6u));
    BOOST_TEST(!words.emplace("other", 7u));
    words.clear();
    BOOST_TEST(words.empty());
}

BOOST_AUTO_TEST_CASE(a_set_is_derived_from_and_its_policy_is_in_a_base) {
    sized_set set(64, 2);
    BOOST_TEST(set.bucket_count() == 64u);
    for (int i = 0; i < 129; ++i)
        BOOST_TEST(set.insert(i, [i](int& item) { BOOST_TEST(item == i); }));
    BOOST_TEST(set.bucket_count() == 128u);
    std::pair<bool, bool> const updated = set.update(5, [](bool is_new, int& item, int const& val) {
        BOOST_TEST(!is_new);
        BOOST_TEST(item == val);
    });
    BOOST_TEST((updated.first && !updated.second));
    BOOST_TEST(set.find_with(5, std::less<int>(), [](int& item, int const&) { item = 5; }));
    BOOST_TEST(set.erase(5, [](int const& item) { BOOST_TEST(item == 5); }));
    cc::StripedSet<boost::container::flat_set<int>, cds::opt::hash<std::hash<int>>> flat;
    BOOST_TEST((flat.insert(1) && flat.emplace(2) && !flat.insert(2)));
    cc::StripedMap<std::unordered_map<int, int>, cds::opt::hash<std::hash<int>>> hashed;
    BOOST_TEST((hashed.insert(1, 2) && hashed.contains(1)));
}

BOOST_AUTO_TEST_CASE(a_container_of_a_programs_own_is_adapted) {
    cc::StripedSet<own_container, cds::opt::hash<std::hash<int>>> set;
    for (int i = 0; i < 200; ++i)
        BOOST_TEST((set.insert(i) && !set.emplace(i)));
    BOOST_TEST(set.bucket_count() == 64u);
    for (int i = 0; i < 200; ++i)
        BOOST_TEST((set.contains(i) && set.erase(i)));
    BOOST_TEST(set.size() == 0u);
}

BOOST_AUTO_TEST_CASE(a_cuckoo_map_has_two_hash_functors_and_statistics) {
    names_type names(8, 4);
    for (int i = 0; i < 300; ++i)
        BOOST_TEST(names.insert(std::to_string(i), i));
    BOOST_TEST(!names.emplace("7", 8));
    BOOST_TEST(names.find("7", [](names_type::value_type& item) { BOOST_TEST(item.second == 7); }));
    BOOST_TEST(names.contains("7", std::equal_to<std::string>()));
    BOOST_TEST(names.erase("7", [](names_type::value_type& item) { item.second = 0; }));
    BOOST_TEST(names.statistics().m_nInsertSuccess.get() == 300u);
    BOOST_TEST(names.statistics().m_nInsertFailed.get() == 1u);
    BOOST_TEST(names.mutex_policy_statistics().m_nResizeCount.get() > 0u);
    BOOST_TEST(names_type::c_nArity == 2u);
    BOOST_TEST(!names_type::c_isSorted);
    static_assert(names_type::c_nDefaultProbesetSize == 4 &&
                  names_type::c_nDefaultInitialSize == 16);

    std::tuple<hash_name, hash_turned_name> functors;
    sorted_names_type sorted(32, 4, 0, std::move(functors));
    BOOST_TEST(sorted_names_type::c_isSorted);
    BOOST_TEST(sorted.insert("Ada"));
    BOOST_TEST(sorted.find_with("Ada", std::less<std::string>(), [](std::string&, auto const&) {}));
    BOOST_TEST(sorted.erase_with("Ada", std::less<std::string>()));
    BOOST_TEST(sorted.empty());
}

BOOST_AUTO_TEST_CASE(an_object_is_in_two_intrusive_sets_and_comes_back_to_its_owner) {
    std::vector<session> all;
    for (int i = 0; i < 200; ++i)
        all.emplace_back(i);
    striped_sessions striped;
    cuckoo_sessions cuckoo(16, 4);
    for (session& s : all) {
        BOOST_TEST(striped.insert(s));
        BOOST_TEST(cuckoo.insert(s, [](session& item) { ++item.hits; }));
    }
    session twin(3);
    BOOST_TEST(!striped.unlink(twin));
    BOOST_TEST(!cuckoo.unlink(twin));
    BOOST_TEST(striped.erase(3) == &all[3]);
    BOOST_TEST(cuckoo.erase(3, [](session& item) { BOOST_TEST(item.hits == 1); }) == &all[3]);
    BOOST_TEST(cuckoo.erase(3) == nullptr);
    BOOST_TEST(striped.find(4, [](session& item, int) { ++item.hits; }));
    BOOST_TEST(
        cuckoo.find_with(4, less_id(), [](session& item, int) { BOOST_TEST(item.hits == 2); }));
    BOOST_TEST(
        cuckoo.update(twin, [](bool is_new, session&, session&) { BOOST_TEST(is_new); }).second);
    std::size_t disposed = 0;
    striped.clear_and_dispose([&disposed](session*) { ++disposed; });
    cuckoo.clear_and_dispose([&disposed](session*) { ++disposed; });
    BOOST_TEST(disposed == 199u + 200u);
}

BOOST_AUTO_TEST_SUITE_END()
