// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_MEMORY_NODE_CACHE_H
#define CDSLIB_MEMORY_NODE_CACHE_H

#include <cds/gc/core/policy/module.h>
#include <cds/gc/core/policy/thread_exit.h>
#include <cds/user_setup/threading.h>

#include <cstddef>
#include <memory>
#include <new>
#include <utility>

// An allocator for nodes that are made and reclaimed all the time. Allocation is half of what an
// operation of a queue or stack costs; here it takes a few instructions on a list that the thread
// owns:
//
//   struct fast : cds::container::msqueue::traits {
//       using allocator = cds::memory::node_cache<int>;
//   };
//
// It is opt-in, because it keeps memory back: see `node_cache`.

namespace cds::memory {
/// The parts that node caches of all types share. They have a namespace of their own: a namespace
/// `details` may already be that of an inline namespace if another header comes first.
namespace caching {

/// A function that gives back the blocks of one size.
using trim_function = void (*)() noexcept;
/// Lists a size for as long as its module is loaded. False when that needs memory and there is
/// none. Lock-free.
CDS_EXPORT_API bool list_trim(trim_function trim) noexcept;
CDS_EXPORT_API void unlist_trim(trim_function trim) noexcept;
/// Calls all listed functions.
CDS_EXPORT_API void trim_all_sizes() noexcept;

/// Free blocks of one size. A thread owns those in its hands; half a handful at a time goes to the
/// depot, which all threads share, or comes from it. So consumers supply producers.
///
///   progress       wait-free, except that the system's allocator is called when thread and depot
///                  have nothing
///   invariants     I1  the depot consists of places and is no list: a place changes from null to
///                      a chain and back, so it has no link that an ABA could corrupt
///                  I2  every chain in the depot has `half` blocks
template <std::size_t Size, std::size_t Align, std::size_t Capacity>
class block_cache {
    static_assert(Capacity >= 2 && Capacity % 2 == 0, "half of a thread's blocks move at a time");

public:
    static constexpr std::size_t half = Capacity / 2;
    static constexpr std::size_t depot_places = 8;

    static void* allocate() {
        if (mine().top == nullptr) [[unlikely]]
            if (!refill())
                return allocate_new();
        --mine().size;
        return std::exchange(mine().top, mine().top->next);
    }

    static void deallocate(void* p) noexcept {
        if (mine().size == mine().limit) [[unlikely]]
            if (!make_room())
                return free_block(p);
        mine().top = ::new (p) block{mine().top};
        ++mine().size;
    }

    /// Prepares a thread that will only deallocate, in disposers: it could not open its hands
    /// there.
    static void get_ready() noexcept {
        if (mine().limit == 0) [[unlikely]]
            open();
    }

    /// Gives all blocks in the calling thread's hands and in the depot back to the system.
    static void trim() noexcept {
        drop_mine();
        for (place& p : depot_)
            free_chain(take(p));
    }

    /// The number of blocks in the calling thread's hands.
    static std::size_t size() noexcept { return mine().size; }

private:
    struct block {
        block* next;
    };
    using place = atomics::atomic<block*>;

    /// The memory of one block, whether it is free or in use.
    union unit {
        block free;
        alignas(Align) std::byte used[Size];
    };

    /// The blocks that a thread has. `limit` is 0 until the thread's exit is armed, and again
    /// after the exit: later destructors of the thread may still come here.
    struct hands {
        block* top;
        std::size_t size;
        std::size_t limit;
    };

    friend class gc::core::thread_exit<block_cache>;
    static void leave_thread() noexcept {
        drop_mine();
        mine().limit = 0;
    }

    /// Returns whether the thread may keep blocks. Inside a disposer it may only if it could
    /// before.
    static bool open() noexcept {
        (void)at_the_end_; // otherwise it would not be instantiated
        // relaxed: listing twice does no harm
        if (!listed_.load(atomics::memory_order_relaxed))
            // relaxed: see above; without memory the next call tries again
            listed_.store(list_trim(trim), atomics::memory_order_relaxed);
        mine().limit = gc::core::thread_exit<block_cache>::arm() ? Capacity : 0;
        return mine().limit != 0;
    }

    /// Fills the empty hands with half a handful; false if the depot has nothing either.
    static bool refill() {
        if (!open())
            return false;
        for (place& p : depot_)
            if (block* const chain = take(p)) {
                mine().top = chain; // I2
                mine().size = half;
                return true;
            }
        return false;
    }

    /// Reduces full hands to half a handful; false if the thread may not keep any.
    static bool make_room() noexcept {
        if (!open())
            return false;
        if (mine().size == Capacity)
            store(cut_half());
        return true;
    }

    static block* cut_half() noexcept {
        block* last = mine().top;
        for (std::size_t kept = 1; kept != half; ++kept)
            last = last->next;
        mine().size = half;
        return std::exchange(last->next, nullptr);
    }

    static void store(block* chain) noexcept {
        for (place& p : depot_)
            if (put(p, chain))
                return;
        free_chain(chain);
    }

    static bool put(place& p, block* chain) noexcept {
        block* vacant = nullptr;
        // [N1] release-CAS -> [N2]: publishes the links, and the end of the blocks' last use
        return p.compare_exchange_strong(vacant, chain, atomics::memory_order_release,
                                         atomics::memory_order_relaxed);
    }

    static block* take(place& p) noexcept {
        // relaxed: only a look; the exchange decides
        if (p.load(atomics::memory_order_relaxed) == nullptr)
            return nullptr;
        // [N2] acquire-exchange <- [N1]: the chain is ours with all its links
        return p.exchange(nullptr, atomics::memory_order_acquire);
    }

    static void drop_mine() noexcept {
        mine().size = 0;
        free_chain(std::exchange(mine().top, nullptr));
    }

    static void free_chain(block* chain) noexcept {
        while (chain != nullptr)
            free_block(std::exchange(chain, chain->next));
    }

    static void* allocate_new() { return std::allocator<unit>().allocate(1); }
    static void free_block(void* p) noexcept {
        std::allocator<unit>().deallocate(static_cast<unit*>(p), 1);
    }

    CDS_ASKED_ANEW static hands& mine() noexcept { return CDS_OF_THIS_THREAD(mine_); }

    static inline constinit thread_local hands mine_{nullptr, 0, 0};
    static inline place depot_[depot_places];
    static inline constinit atomics::atomic<bool> listed_{false};
    static inline gc::core::call_at_module_end at_the_end_{[]() noexcept {
        unlist_trim(trim);
        trim();
    }};
};

} // namespace caching

/// A standard allocator that keeps single deallocated objects for the next allocation.
///
/// Stateless: all `node_cache`s of one size, alignment and `Capacity` share their blocks. At most
/// `Capacity` blocks per thread are kept, and four times as many for all threads together. A
/// thread that ends gives its own back; `trim()` gives back those of the calling thread and the
/// shared ones, of every size, because a container's nodes are larger than its values. `T` may be
/// incomplete until allocated. A thread begins to keep blocks with its first call outside a
/// disposer: threads that only take values out of a stack or a queue should call `get_ready()`.
/// Arrays come from `std::allocator`.
template <class T, std::size_t Capacity = 256>
class node_cache {
    template <class U> // dependent: for a T that is complete only where it is allocated
    using blocks = caching::block_cache<sizeof(U), alignof(U), Capacity>;

public:
    using value_type = T;

    template <class U>
    struct rebind {
        using other = node_cache<U, Capacity>;
    };

    constexpr node_cache() noexcept = default;
    template <class U>
    constexpr node_cache(node_cache<U, Capacity> const&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t n) {
        return n == 1 ? static_cast<T*>(blocks<T>::allocate()) : std::allocator<T>().allocate(n);
    }

    void deallocate(T* p, std::size_t n) noexcept {
        if (n == 1)
            blocks<T>::deallocate(p);
        else
            std::allocator<T>().deallocate(p, n);
    }

    /// From here on the calling thread keeps what its disposers deallocate.
    static void get_ready() noexcept { blocks<T>::get_ready(); }

    /// Gives back to the system what the calling thread has at hand and what the depots hold, of
    /// every size: also the nodes of containers that were given a `node_cache`.
    static void trim() noexcept { caching::trim_all_sizes(); }

    /// The number of free blocks of T's size that the calling thread has at hand.
    static std::size_t cached() noexcept { return blocks<T>::size(); }
};

/// Memory from one may be deallocated by another, rebound to the same type.
template <class T, class U, std::size_t Capacity>
constexpr bool operator==(node_cache<T, Capacity> const&, node_cache<U, Capacity> const&) noexcept {
    return true;
}

} // namespace cds::memory

#endif // #ifndef CDSLIB_MEMORY_NODE_CACHE_H
