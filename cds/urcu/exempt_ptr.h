// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_URCU_EXEMPT_PTR_H
#define CDSLIB_URCU_EXEMPT_PTR_H

#include <cds/gc/core/policy/guard.h>

#include <cassert>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>

namespace cds::urcu {

/// From the node that an exempt_ptr holds to the value that its user sees: of a set.
template <class Node, class Value>
struct conventional_exempt_member_cast {
    Value* operator()(Node* p) const noexcept { return std::addressof(p->m_Value); }
};
/// The same of a map.
template <class Node, class Value>
struct conventional_exempt_pair_cast {
    Value* operator()(Node* p) const noexcept { return std::addressof(p->m_Data); }
};

/// Holds an object that was taken out of a structure, beyond any read section: what `extract` of a
/// container over `RCU` returns. The object is retired already; it is disposed of when its
/// exempt_ptr is gone and no read section is left that may have found it. May be moved to another
/// thread.
///
/// It holds the object by a hazard pointer. That is set while the object is found in a read
/// section, or before it is retired: so whoever reclaims sees it, for it reads the slots after it
/// has waited for such sections.
template <class RCU, class NodeType, class ValueType, class Disposer,
          class Cast = conventional_exempt_member_cast<NodeType, ValueType>>
class exempt_ptr {
    template <class, class, class, class, class>
    friend class exempt_ptr;

    using guard = cds::gc::core::basic_guard<typename RCU::binding>;
    using holder =
        cds::gc::core::basic_guarded_ptr<typename RCU::binding, NodeType, ValueType, Cast>;

public:
    using rcu = RCU;
    using node_type = NodeType;
    using value_type = ValueType;
    using disposer = Disposer;
    using node_to_value_cast = typename holder::value_cast;

    exempt_ptr() noexcept = default;
    explicit exempt_ptr(std::nullptr_t) noexcept {}
    /// Takes over an object that the caller has unlinked, and retires it; `Disposer` disposes of
    /// it. Throws std::bad_alloc, and has not taken it then.
    explicit exempt_ptr(node_type* p) {
        if (p == nullptr)
            return;
        held_.reset(p);
        RCU::template retire_ptr<Disposer>(p);
    }
    /// Takes over the hazard pointer that was set in the read section in which the object was
    /// erased.
    explicit exempt_ptr(guard&& hazard) noexcept : held_(std::move(hazard)) {}

    exempt_ptr(exempt_ptr&&) noexcept = default;
    /// Converts from a pointer to the same object, to access another part of it.
    template <class V, class D, class C>
        requires(!std::is_same_v<exempt_ptr<RCU, NodeType, V, D, C>, exempt_ptr>)
    explicit exempt_ptr(exempt_ptr<RCU, NodeType, V, D, C>&& other) noexcept
        : held_(std::move(other.held_)) {}
    exempt_ptr(exempt_ptr const&) = delete;
    exempt_ptr& operator=(exempt_ptr const&) = delete;
    /// Releases what it held.
    exempt_ptr& operator=(exempt_ptr&& other) noexcept {
        exempt_ptr old(std::move(*this));
        held_ = std::move(other.held_);
        return *this;
    }
    ~exempt_ptr() { release(); }

    [[nodiscard]] bool empty() const noexcept { return held_.empty(); }
    explicit operator bool() const noexcept { return !empty(); }
    /// Null if it holds nothing.
    value_type* operator->() const noexcept { return empty() ? nullptr : held_.operator->(); }
    value_type& operator*() const noexcept {
        assert(!empty());
        return *held_.operator->();
    }

    /// Lets go of the object. Outside a read section this may reclaim, and so wait for readers.
    void release() noexcept {
        if (empty())
            return;
        held_.release();
        RCU::settle();
    }

private:
    holder held_;
};

} // namespace cds::urcu

#endif // #ifndef CDSLIB_URCU_EXEMPT_PTR_H
