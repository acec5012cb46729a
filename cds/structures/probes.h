// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_STRUCTURES_PROBES_H
#define CDSLIB_STRUCTURES_PROBES_H

#include <cstddef>

namespace cds::intrusive::details {

/// The probes of heads that find the chain of a key, and of chains that find the key's place, by
/// the key alone.
///
/// Other heads make a `probe` of the key, once for each operation: the key and what they computed
/// from it. The chain then compares items with probes by `order<Compare>`, where `Compare`
/// compares them with keys.
struct plain_probes {
    template <class Key>
    static Key const& probe(Key const& key) noexcept {
        return key;
    }
    template <class Compare>
    using order = Compare;
};

/// What only heads may ask of their chain.
struct chain_access {
    /// Links the dummy `fresh` into the chain behind `head`; false if there is one with its key, or
    /// the chain would have to wait for somebody.
    template <class Chain, class Link, class Node>
    static bool anchor_at(Chain& chain, Link& head, Node& fresh) {
        return chain.anchor_at(head, fresh);
    }
    /// Where the chain goes on behind the dummy `n`, as a head.
    template <class Chain, class Node>
    static auto& head_behind(Chain const&, Node& n) noexcept {
        return Chain::head_behind(n);
    }
    /// How many items there are, as far as the chain's counter knows.
    template <class Chain>
    static std::size_t count(Chain const& chain) {
        return static_cast<std::size_t>(chain.counter_);
    }
    template <class Chain>
    static auto& events(Chain& chain) noexcept {
        return chain.stat_;
    }
};

} // namespace cds::intrusive::details

#endif // #ifndef CDSLIB_STRUCTURES_PROBES_H
