// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_INT_KEYS_H
#define CDSLIB_TEST_INT_KEYS_H

#include <cstddef>
#include <functional>

// Order and hash for everything that has an integer `key`, and for the key itself.
namespace cds_test {

inline int key_of(int key) { return key; }
template <class Item>
    requires requires(Item const& i) { i.key; }
int key_of(Item const& i) {
    return i.key;
}

struct less_key {
    template <class A, class B>
    bool operator()(A const& a, B const& b) const {
        return key_of(a) < key_of(b);
    }
};
struct compare_key {
    template <class A, class B>
    int operator()(A const& a, B const& b) const {
        return key_of(a) - key_of(b);
    }
};
struct hash_key {
    template <class A>
    std::size_t operator()(A const& a) const {
        return std::hash<int>()(key_of(a));
    }
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_INT_KEYS_H
