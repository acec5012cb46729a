// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

// Heads that grow: the chain of a Michael list in the order of reversed hashes, with a dummy where
// each bucket begins (the split-ordered list of Shalev and Shavit, JACM 2006). They need the chain
// to put dummies into it, and the hash beside the key.
#include <cds/algo/bit_reversal.h>
#include <cds/face/ordered_set.h>
#include <cds/gc/dhp.h>
#include <cds/structures/list/michael.h>
#include <cds_test/disposer.h>
#include <cds_test/threads.h>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace {

namespace ci = cds::intrusive;
namespace ml = cds::intrusive::michael_list;
using cds::gc::DHP;

std::uint32_t reversed(std::uint32_t hash) { return cds::algo::bit_reversal::swar()(hash); }
std::uint32_t hash_of(int key) { return static_cast<std::uint32_t>(key) * 2654435761u; }

struct item : cds_test::mortal<item>, ml::node<DHP> {
    explicit item(int k) : key(k), order(reversed(hash_of(k)) | 1) {}
    explicit item(std::uint32_t bucket) : order(reversed(bucket)) {}
    int key = 0;
    std::uint32_t order; // odd for items, even for dummies
};

using node = ml::node<DHP>;
item const& item_of(node const& n) { return static_cast<item const&>(n); }

struct by_order {
    int operator()(node const& x, node const& y) const {
        item const& a = item_of(x);
        item const& b = item_of(y);
        if (a.order != b.order)
            return a.order < b.order ? -1 : 1;
        return a.key < b.key ? -1 : a.key > b.key;
    }
};
struct by_key {
    int operator()(item const& a, int key) const { return a.key < key ? -1 : a.key > key; }
    int operator()(item const& a, item const& b) const { return (*this)(a, b.key); }
};
struct traits : ml::traits {
    using hook = ml::base_hook<cds::opt::gc<DHP>>;
    using compare = by_order;
    using disposer = cds_test::delete_it;
    using item_counter = cds::atomicity::item_counter;
    static bool is_dummy(node const& n) noexcept { return item_of(n).order % 2 == 0; }
};

struct growing_heads {
    static constexpr bool short_chains = false;

    template <class Link>
    class row {
    public:
        /// The key and its place in the order of the chain.
        template <class Q>
        struct probe_of {
            Q const& key;
            std::uint32_t order;
        };
        static probe_of<int> probe(int const& key) { return {key, reversed(hash_of(key)) | 1}; }
        static probe_of<int> probe(item const& i) { return {i.key, i.order}; }

        template <class Compare>
        struct order {
            template <class Q>
            int operator()(node const& x, probe_of<Q> const& b) const {
                item const& a = item_of(x);
                if (a.order != b.order)
                    return a.order < b.order ? -1 : 1;
                return by_key()(a, b.key);
            }
            int operator()(node const& a, node const& b) const { return by_order()(a, b); }
        };

        template <class Chain, class Probe>
        Link& of(Chain& chain, Probe const& probe) {
            return bucket(chain, reversed(probe.order & ~1u) & (buckets.load() - 1));
        }
        template <class Chain>
        Link& of_new(Chain& chain, item& i) {
            return of(chain, probe(i));
        }
        Link* begin() noexcept { return &first_; }
        Link* end() noexcept { return &first_ + 1; }

        static inline std::atomic<std::uint32_t> buckets{1};
        static inline std::atomic<int> dummies{0};

        ~row() {
            for (auto& anchor : anchors_)
                delete anchor.load();
        }

    private:
        template <class Chain>
        Link& bucket(Chain& chain, std::uint32_t number) {
            if (number == 0)
                return first_;
            item* anchor = anchors_[number].load();
            if (!anchor) {
                std::uint32_t const parent = number & ~(1u << (std::bit_width(number) - 1));
                auto fresh = std::make_unique<item>(number);
                if (!ci::details::chain_access::anchor_at(chain, bucket(chain, parent), *fresh))
                    return bucket(chain, parent); // another thread's is there, and not yet told
                ++dummies;
                anchors_[number].store(anchor = fresh.release());
            }
            return anchor->m_pNext;
        }

        Link first_;
        std::array<std::atomic<item*>, 64> anchors_{};
    };
};

using set = ci::details::ordered_set<ml::chain<DHP, item, traits>, growing_heads>;
using row = growing_heads::row<ml::node<DHP>::atomic_marked_ptr>;

} // namespace

BOOST_AUTO_TEST_SUITE(heads_that_grow)

BOOST_AUTO_TEST_CASE(put_dummies_into_the_chain_that_nobody_sees) {
    {
        row::buckets = 1;
        row::dummies = 0;
        set s;
        for (int i = 0; i != 100; ++i) {
            if (i % 20 == 19)
                row::buckets = row::buckets * 2;
            BOOST_TEST(s.insert(*new item(i)));
        }
        BOOST_TEST(row::dummies > 8);
        BOOST_TEST(s.size() == 100u);
        for (int i = 0; i != 100; ++i)
            BOOST_TEST(s.contains(i));
        BOOST_TEST(!s.contains(100));
        int seen = 0;
        for (item const& i : s)
            seen += i.key;
        BOOST_TEST(seen == 4950);
        for (int i = 0; i != 100; i += 2)
            BOOST_TEST(s.erase(i));
        BOOST_TEST(s.size() == 50u);
        BOOST_TEST(s.get(1)->key == 1);
        s.clear();
        BOOST_TEST(s.size() == 0u);
        BOOST_TEST((s.begin() == s.end()));
        BOOST_TEST(s.insert(*new item(7)));
        BOOST_TEST(s.contains(7));
    }
    DHP::force_dispose();
    BOOST_TEST(item::made.load() == item::destroyed.load());
    BOOST_TEST(item::killed_twice.load() == 0u);
}

BOOST_AUTO_TEST_CASE(agree_with_others_on_the_dummy_of_a_bucket) {
    using chain = ci::details::opened<ml::chain<DHP, item, traits>>;
    {
        chain c;
        chain::link head;
        auto* const first = new item(std::uint32_t(1));
        item second(std::uint32_t(1));
        BOOST_TEST(ci::details::chain_access::anchor_at(c, head, *first));
        BOOST_TEST(!ci::details::chain_access::anchor_at(c, head, second));
        BOOST_TEST(!chain::next_item(head, nullptr));
        c.drop_at(head, [](item*) { BOOST_ERROR("a dummy is none of the items"); });
        BOOST_TEST(head.load().ptr() == first);
        delete first;
    }
    BOOST_TEST(item::killed_twice.load() == 0u);
}

BOOST_AUTO_TEST_CASE(grow_while_threads_insert_and_erase) {
    std::atomic<int> balance{0};
    {
        row::buckets = 1;
        set s;
        cds_test::run_threads(4, [&](std::size_t self) {
            for (int i = 0; i != 2000; ++i) {
                if (self == 0 && i % 300 == 299)
                    row::buckets = std::min(row::buckets * 2, 64u);
                int const key = (i * 7 + static_cast<int>(self)) % 128;
                if (auto fresh = std::make_unique<item>(key); s.insert(*fresh)) {
                    (void)fresh.release();
                    ++balance;
                }
                balance -= s.erase((key + 64) % 128);
            }
        });
        int left = 0;
        for (item const& i : s)
            left += i.alive();
        BOOST_TEST(left == balance);
        BOOST_TEST(s.size() == static_cast<std::size_t>(left));
    }
    DHP::force_dispose();
    BOOST_TEST(item::made.load() == item::destroyed.load());
}

BOOST_AUTO_TEST_SUITE_END()
