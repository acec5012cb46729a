// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <boost/test/unit_test.hpp>

#include <cds/details/aligned_allocator.h>
#include <cds/details/aligned_type.h>
#include <cds/details/allocator.h>
#include <cds/details/is_aligned.h>
#include <cds/details/type_padding.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

struct counted {
    static inline int alive = 0;
    static inline int throw_at = 0;

    counted() { enter(); }
    counted(counted const&) { enter(); }
    explicit counted(std::unique_ptr<int> p) : owned(std::move(p)) { enter(); }
    ~counted() { --alive; }

    void enter() {
        if (throw_at != 0 && alive + 1 == throw_at)
            throw std::runtime_error("as asked");
        ++alive;
    }
    std::unique_ptr<int> owned;
};

// Counts what is allocated and checks that as much is deallocated.
template <class T>
struct counting_allocator : std::allocator<T> {
    static inline std::ptrdiff_t cells = 0;

    counting_allocator() = default;
    template <class U>
    counting_allocator(counting_allocator<U> const&) noexcept {}

    T* allocate(std::size_t n) {
        cells += std::ptrdiff_t(n);
        return std::allocator<T>::allocate(n);
    }
    void deallocate(T* p, std::size_t n) {
        cells -= std::ptrdiff_t(n);
        std::allocator<T>::deallocate(p, n);
    }
};

typedef cds::details::Allocator<counted, counting_allocator<int>> allocator;

} // namespace

BOOST_AUTO_TEST_SUITE(allocators)

BOOST_AUTO_TEST_CASE(new_and_delete_keep_the_balance_of_objects_and_memory) {
    allocator a;
    counted* const one = a.New();
    counted* const moved = a.MoveNew(std::make_unique<int>(5));
    counted* const many = a.NewArray(3);
    counted* const copies = a.NewArray(2, *one);
    BOOST_TEST(*moved->owned == 5);
    BOOST_TEST(counted::alive == 7);
    BOOST_TEST(counting_allocator<counted>::cells == 7);
    a.Delete(one);
    a.Delete(moved);
    a.Delete(many, 3);
    a.Delete(copies, 2);
    BOOST_TEST(counted::alive == 0);
    BOOST_TEST(counting_allocator<counted>::cells == 0);
}

BOOST_AUTO_TEST_CASE(a_throwing_constructor_gives_the_memory_back) {
    allocator a;
    counted::throw_at = 3;
    BOOST_CHECK_THROW((void)a.NewArray(5), std::runtime_error);
    BOOST_TEST(counted::alive == 0);
    counted::throw_at = 1;
    BOOST_CHECK_THROW((void)a.New(), std::runtime_error);
    counted::throw_at = 0;
    BOOST_TEST(counted::alive == 0);
    BOOST_TEST(counting_allocator<counted>::cells == 0);
}

BOOST_AUTO_TEST_CASE(a_block_is_as_large_as_asked_and_comes_back_whole) {
    allocator a;
    counted* const block = a.NewBlock(sizeof(counted) * 2 + 1);
    BOOST_TEST(counting_allocator<counted>::cells == 3);
    BOOST_TEST(counted::alive == 1);
    a.DeleteBlock(block, sizeof(counted) * 2 + 1);
    BOOST_TEST(counting_allocator<counted>::cells == 0);
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE(objects_are_constructed_in_memory_of_the_caller) {
    alignas(std::string) unsigned char place[sizeof(std::string)];
    cds::details::Allocator<std::string> a;
    std::string* const s = a.Construct(place, 3u, 'x');
    BOOST_TEST(*s == "xxx");
    s->~basic_string();
    std::string* const moved = a.MoveConstruct(place, std::string("moved"));
    BOOST_TEST(*moved == "moved");
    moved->~basic_string();
}

BOOST_AUTO_TEST_CASE(rebinding_and_the_standard_allocator_are_recognised) {
    typedef cds::details::Allocator<int> ints;
    static_assert(ints::c_bStdAllocator);
    static_assert(!allocator::c_bStdAllocator);
    static_assert(std::is_same_v<ints::rebind<char>::other, cds::details::Allocator<char>>);
    int* const p = ints().New(4);
    BOOST_TEST(*p == 4);
    cds::details::deferral_deleter<int>::free(p);
}

BOOST_AUTO_TEST_CASE(aligned_memory_is_aligned_for_every_power_of_two) {
    for (std::size_t alignment = 1; alignment <= 4096; alignment *= 2) {
        void* const p = cds::OS::aligned_malloc(100, alignment);
        BOOST_TEST(cds::details::is_aligned(static_cast<char*>(p), alignment));
        cds::OS::aligned_free(p);
    }
    cds::OS::aligned_free(nullptr);
    BOOST_TEST((cds::OS::aligned_malloc(SIZE_MAX - 8, 64) == nullptr));
}

BOOST_AUTO_TEST_CASE(the_aligned_allocator_throws_when_there_is_no_memory) {
    cds::OS::aligned_allocator<double> a;
    double* const p = a.allocate(256, 3);
    BOOST_TEST(cds::details::is_aligned<256>(p));
    a.construct(p, 1.5);
    BOOST_TEST(*p == 1.5);
    a.destroy(p);
    a.deallocate(p, 3);
    BOOST_CHECK_THROW((void)a.allocate(64, a.max_size() + 1), std::bad_alloc);
    static_assert(std::is_same_v<cds::OS::aligned_allocator<int>::rebind<char>::other,
                                 cds::OS::aligned_allocator<char>>);
    BOOST_TEST((a == cds::OS::aligned_allocator<double>()));
}

BOOST_AUTO_TEST_CASE(aligned_objects_are_made_and_destroyed_and_survive_a_throw) {
    cds::details::AlignedAllocator<counted> a;
    counted* const one = a.New(128, std::make_unique<int>(7));
    BOOST_TEST(cds::details::is_aligned<128>(one));
    BOOST_TEST(*one->owned == 7);
    counted* const many = a.NewArray(64, 4);
    BOOST_TEST(counted::alive == 5);
    a.Delete(one);
    a.Delete(many, 4);
    counted::throw_at = 2;
    BOOST_CHECK_THROW((void)a.NewArray(64, 4), std::runtime_error);
    counted::throw_at = 0;
    BOOST_TEST(counted::alive == 0);
}

BOOST_AUTO_TEST_CASE(types_are_aligned_and_padded_as_asked) {
    static_assert(alignof(cds::details::aligned_type<int, 64>::type) == 64);
    static_assert(alignof(cds::details::aligned_type<double, 1>::type) == alignof(double));
    static_assert(alignof(cds::details::align_as<char, double>::type) == alignof(double));
    typedef cds::details::type_padding<std::string, 64>::type padded;
    static_assert(sizeof(padded) == 64);
    static_assert(std::is_same_v<cds::details::type_padding<std::string, 1>::type, std::string>);
    padded const text("text");
    BOOST_TEST(text == "text");
}

BOOST_AUTO_TEST_SUITE_END()
