// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_TEST_FRAGILE_H
#define CDSLIB_TEST_FRAGILE_H

#include <cstddef>
#include <memory>
#include <new>
#include <stdexcept>

// Values and allocators that fail when told to, for tests of exception safety in one thread.
namespace cds_test {

/// After `n` more steps the next one fails; disarmed until it is set.
class fuse {
public:
    void set(long n) noexcept { left_ = n; }
    void disarm() noexcept { left_ = -1; }
    /// True if this step is the one that fails. It fails once.
    bool blows() noexcept { return left_ >= 0 && left_-- == 0; }

private:
    long left_ = -1;
};

/// A value whose constructors and assignments throw `broken` on request. Counts its population.
class fragile {
public:
    struct broken : std::runtime_error {
        broken() : std::runtime_error("fragile value") {}
    };

    fragile() : fragile(0) {}
    explicit fragile(long value) : value_(value) { step(), ++alive; }
    fragile(fragile const& other) : value_(other.value_) { step(), ++alive; }
    fragile(fragile&& other) : value_(other.value_) { step(), ++alive; }
    ~fragile() { --alive; }

    fragile& operator=(fragile const& other) { return step(), value_ = other.value_, *this; }
    fragile& operator=(fragile&& other) { return step(), value_ = other.value_, *this; }

    long value() const noexcept { return value_; }
    void set(long value) noexcept { value_ = value; }

    inline static long alive = 0;
    inline static cds_test::fuse fuse;

private:
    static void step() {
        if (fuse.blows())
            throw broken();
    }

    long value_;
};

/// What all `fragile_allocator`s share, whatever they are rebound to.
struct fragile_memory {
    inline static cds_test::fuse fuse;
    inline static std::size_t outstanding = 0;
};

/// A standard allocator that throws `std::bad_alloc` on request and counts what is out.
template <class T>
class fragile_allocator : public fragile_memory {
public:
    using value_type = T;

    fragile_allocator() noexcept = default;
    template <class U>
    fragile_allocator(fragile_allocator<U> const&) noexcept {}

    T* allocate(std::size_t n) {
        if (fuse.blows())
            throw std::bad_alloc();
        outstanding += n;
        return std::allocator<T>().allocate(n);
    }
    void deallocate(T* p, std::size_t n) noexcept {
        outstanding -= n;
        std::allocator<T>().deallocate(p, n);
    }

    friend bool operator==(fragile_allocator, fragile_allocator) noexcept { return true; }
};

} // namespace cds_test

#endif // #ifndef CDSLIB_TEST_FRAGILE_H
