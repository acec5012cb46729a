// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// FeldmanHashSet and FeldmanHashMap in the way that programs for libcds 2.3.3 are written.

#include <cds/init.h>
#include <cds/container/feldman_hashmap_dhp.h>
#include <cds/container/feldman_hashmap_hp.h>
#include <cds/container/feldman_hashset_hp.h>
#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/intrusive/feldman_hashset_hp.h>

#include <boost/test/unit_test.hpp>

#include <cstring>
#include <ostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace cc = cds::container;
namespace ci = cds::intrusive;

struct library {
    library() { cds::Initialize(); }
    ~library() { cds::Terminate(); }
};
struct attached {
    attached() { cds::threading::Manager::attachThread(); }
    ~attached() { cds::threading::Manager::detachThread(); }
};

// A map with a functor for the hash, its traits composed.
struct string_hash {
    size_t operator()(std::string const& s) const { return std::hash<std::string>()(s); }
};
typedef cc::FeldmanHashMap<
    cds::gc::HP, std::string, int,
    cc::feldman_hashmap::make_traits<cc::opt::hash<string_hash>,
                                     cc::opt::item_counter<cds::atomicity::item_counter>,
                                     cds::opt::stat<cc::feldman_hashmap::stat<>>>::type>
    word_map;

// A map whose key is its own hash, its traits derived.
struct page_traits : public cc::feldman_hashmap::traits {
    typedef cds::backoff::pause back_off;
    typedef cds::opt::v::sequential_consistent memory_model;
};
typedef cc::FeldmanHashMap<cds::gc::DHP, unsigned, std::string, page_traits> page_map;

// A set of digests: of the twenty bytes eight are enough.
struct digest {
    unsigned char bytes[20];
};
struct file {
    digest sum;
    std::string name;
    file(digest const& d, std::string n) : sum(d), name(n) {}
    explicit file(digest const& d) : sum(d) {}
};
struct digest_of {
    digest const& operator()(file const& f) const { return f.sum; }
};
struct digest_compare {
    int operator()(digest const& a, digest const& b) const { return memcmp(&a, &b, 8); }
};
typedef cc::FeldmanHashSet<
    cds::gc::HP, file,
    cc::feldman_hashset::make_traits<
        cc::feldman_hashset::hash_accessor<digest_of>, cc::feldman_hashset::hash_size<8>,
        cc::feldman_hashset::hash_splitter<cds::algo::byte_splitter<digest, 8>>,
        cc::opt::compare<digest_compare>>::type>
    file_set;

digest digest_for(int n) {
    digest d{};
    d.bytes[1] = static_cast<unsigned char>(n);
    d.bytes[19] = static_cast<unsigned char>(n * 7);
    return d;
}

// An intrusive set, with iterators that erase.
struct session {
    unsigned id;
    bool stale;
};
struct session_id {
    unsigned operator()(session const& s) const { return s.id; }
};
struct close_session {
    void operator()(session* s) const { delete s; }
};
struct session_traits : public ci::feldman_hashset::traits {
    typedef session_id hash_accessor;
    typedef close_session disposer;
    typedef std::less<unsigned> less;
};
typedef ci::FeldmanHashSet<cds::gc::HP, session, session_traits> session_set;

template <typename Counter>
std::ostream& operator<<(std::ostream& s, cc::feldman_hashmap::stat<Counter> const& st) {
    return s << st.m_nInsertSuccess.get() << st.m_nArrayNodeCount.get() << st.m_nHeight.get()
             << st.m_nExpandNodeSuccess.get() << st.m_nExpandNodeFailed.get()
             << st.m_nSlotChanged.get() << st.m_nSlotConverting.get();
}

} // namespace

BOOST_AUTO_TEST_SUITE(libcds_style)

BOOST_AUTO_TEST_CASE(words_are_counted_by_replacing_pairs) {
    library const initialized;
    cds::gc::HP hp(word_map::c_nHazardPtrCount + 1);
    attached const now;
    word_map words(10, 4);
    for (std::string const word : {"to", "be", "or", "not", "to", "be"}) {
        std::pair<bool, bool> const done =
            words.update(word, [](word_map::value_type& item, word_map::value_type* old) {
                item.second = old ? old->second + 1 : 1;
            });
        BOOST_TEST(done.first);
    }
    BOOST_TEST(words.size() == 4u);
    word_map::guarded_ptr gp(words.get("to"));
    BOOST_TEST((gp && gp->first == "to" && gp->second == 2));
    gp = words.extract("or");
    BOOST_TEST(gp->second == 1);
    gp.release();
    int sum = 0;
    for (word_map::iterator it = words.begin(); it != words.end(); ++it)
        sum += it->second;
    BOOST_TEST(sum == 5);
    for (word_map::const_reverse_iterator it = words.crbegin(); it != words.crend(); ++it)
        sum -= it->second;
    BOOST_TEST(sum == 0);
    std::ostringstream text;
    text << words.statistics();
    BOOST_TEST(text.str().substr(0, 1) == "0"); // nothing was inserted by insert()
    BOOST_TEST(words.array_node_size() == 16u);
}

BOOST_AUTO_TEST_CASE(a_map_is_filled_by_attached_threads) {
    library const initialized;
    cds::gc::DHP dhp;
    attached const now;
    page_map pages;
    std::vector<std::thread> workers;
    for (unsigned i = 0; i < 4; ++i)
        workers.emplace_back([&pages, i] {
            attached const inside;
            for (unsigned n = i * 1000; n < i * 1000 + 1000; ++n)
                pages.insert(n, std::to_string(n));
            for (unsigned n = i * 1000; n < i * 1000 + 1000; n += 2)
                pages.erase(n, [n](page_map::value_type& v) { BOOST_REQUIRE(v.first == n); });
        });
    for (auto& t : workers)
        t.join();
    BOOST_TEST(pages.size() == 2000u);
    BOOST_TEST(pages.head_size() == 256u);
    std::vector<page_map::level_statistics> levels;
    pages.get_level_statistics(levels);
    BOOST_TEST(levels.size() > 1u);
    BOOST_TEST(levels[0].array_node_count == 1u);
    BOOST_TEST(levels[0].node_capacity == 256u);
    for (auto it = pages.begin(); it != pages.end(); ++it)
        pages.erase_at(it);
    BOOST_TEST(pages.empty());
}

BOOST_AUTO_TEST_CASE(digests_are_cut_by_bytes) {
    library const initialized;
    cds::gc::HP hp;
    attached const now;
    file_set files(8, 8);
    for (int n = 0; n < 100; ++n)
        BOOST_TEST(files.emplace(digest_for(n), std::to_string(n)));
    BOOST_TEST(!files.insert(file(digest_for(5))));
    digest other = digest_for(7);
    other.bytes[19] = 0; // which does not count
    BOOST_TEST(files.find(other, [](file& f) { BOOST_TEST(f.name == "7"); }));
    BOOST_TEST(files.erase(other, [](file& f) { BOOST_TEST(f.name == "7"); }));
    BOOST_TEST(!files.contains(other));
    BOOST_TEST(files.head_size() == 256u);
    BOOST_TEST(files.array_node_size() == 256u);
    files.clear();
    BOOST_TEST(files.empty());
}

BOOST_AUTO_TEST_CASE(stale_sessions_are_swept_by_an_iterator) {
    library const initialized;
    cds::gc::HP hp;
    attached const now;
    session_set sessions(4, 2);
    for (unsigned id = 0; id < 64; ++id)
        BOOST_TEST(sessions.insert(*new session{id << 6, id % 4 == 0}));
    for (session_set::iterator it = sessions.begin(); it != sessions.end(); ++it)
        if (it->stale)
            BOOST_TEST(sessions.erase_at(it));
    for (session_set::reverse_iterator it = sessions.rbegin(); it != sessions.rend(); ++it)
        BOOST_TEST(!it->stale);
    BOOST_TEST(sessions.size() == 48u);
    std::pair<bool, bool> const done = sessions.update(*new session{64, false}, false);
    BOOST_TEST((done.first && !done.second));
    session_set::guarded_ptr gp = sessions.extract(128);
    BOOST_TEST(gp->id == 128u);
}

BOOST_AUTO_TEST_SUITE_END()
