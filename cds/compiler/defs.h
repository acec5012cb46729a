// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_COMPILER_DEFS_H
#define CDSLIB_COMPILER_DEFS_H

// The compiler, the processor and the operating system, and their names for attributes. Nothing
// here changes the layout or the meaning of a type.

#include <cds/details/defs.h>

// --- Compiler ---------------------------------------------------------------------------------

#define CDS_COMPILER_MSVC 1
#define CDS_COMPILER_GCC 2
#define CDS_COMPILER_INTEL 3
#define CDS_COMPILER_CLANG 4
#define CDS_COMPILER_UNKNOWN -1

#if defined(__clang__)
#    define CDS_COMPILER CDS_COMPILER_CLANG
#    define CDS_COMPILER_VERSION \
        (__clang_major__ * 10000 + __clang_minor__ * 100 + __clang_patchlevel__)
#    define CDS_COMPILER__NAME "clang " __clang_version__
#    define CDS_COMPILER__NICK "clang"
#elif defined(__GNUC__)
#    define CDS_COMPILER CDS_COMPILER_GCC
#    define CDS_COMPILER_VERSION (__GNUC__ * 10000 + __GNUC_MINOR__ * 100 + __GNUC_PATCHLEVEL__)
#    define CDS_COMPILER__NAME "GNU C++ " __VERSION__
#    define CDS_COMPILER__NICK "gcc"
#elif defined(_MSC_VER)
#    define CDS_COMPILER CDS_COMPILER_MSVC
#    define CDS_COMPILER_VERSION _MSC_VER
#    define CDS_COMPILER__NAME "Microsoft Visual C++"
#    define CDS_COMPILER__NICK "msvc"
#else
#    define CDS_COMPILER CDS_COMPILER_UNKNOWN
#    define CDS_COMPILER_VERSION 0
#    define CDS_COMPILER__NAME "unknown"
#    define CDS_COMPILER__NICK "unknown"
#endif

#define CDS_CPLUSPLUS_11 201103L
#define CDS_CPLUSPLUS_14 201402L
#define CDS_CPLUSPLUS_17 201703L
#define CDS_CPLUSPLUS_20 202002L

#if defined(_MSVC_LANG)
#    define CDS_CPLUSPLUS_LEVEL _MSVC_LANG
#else
#    define CDS_CPLUSPLUS_LEVEL __cplusplus
#endif
#if CDS_CPLUSPLUS_LEVEL < 202002L
#    error "cds needs C++20 or later: pass -std=c++20"
#endif

// --- Processor --------------------------------------------------------------------------------

#define CDS_PROCESSOR_X86 1
#define CDS_PROCESSOR_IA64 2
#define CDS_PROCESSOR_SPARC 3
#define CDS_PROCESSOR_AMD64 4
#define CDS_PROCESSOR_PPC64 5
#define CDS_PROCESSOR_ARM7 7
#define CDS_PROCESSOR_ARM8 8
#define CDS_PROCESSOR_UNKNOWN -1

#if defined(__x86_64__) || defined(_M_AMD64)
#    define CDS_PROCESSOR_ARCH CDS_PROCESSOR_AMD64
#    define CDS_PROCESSOR__NAME "AMD64"
#    define CDS_PROCESSOR__NICK "amd64"
#elif defined(__i386__) || defined(_M_IX86)
#    define CDS_PROCESSOR_ARCH CDS_PROCESSOR_X86
#    define CDS_PROCESSOR__NAME "Intel x86"
#    define CDS_PROCESSOR__NICK "x86"
#elif defined(__aarch64__) || defined(_M_ARM64)
#    define CDS_PROCESSOR_ARCH CDS_PROCESSOR_ARM8
#    define CDS_PROCESSOR__NAME "ARM v8"
#    define CDS_PROCESSOR__NICK "arm8"
#elif defined(__arm__)
#    define CDS_PROCESSOR_ARCH CDS_PROCESSOR_ARM7
#    define CDS_PROCESSOR__NAME "ARM v7"
#    define CDS_PROCESSOR__NICK "arm7"
#elif defined(__powerpc64__)
#    define CDS_PROCESSOR_ARCH CDS_PROCESSOR_PPC64
#    define CDS_PROCESSOR__NAME "PowerPC64"
#    define CDS_PROCESSOR__NICK "ppc64"
#else
#    define CDS_PROCESSOR_ARCH CDS_PROCESSOR_UNKNOWN
#    define CDS_PROCESSOR__NAME "unknown"
#    define CDS_PROCESSOR__NICK "unknown"
#endif

#if UINTPTR_MAX > 0xffffffffu
#    define CDS_BUILD_BITS 64
#else
#    define CDS_BUILD_BITS 32
#endif

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#    define CDS_ARCH_BIG_ENDIAN
#else
#    define CDS_ARCH_LITTLE_ENDIAN
#endif

// --- Operating system -------------------------------------------------------------------------

#define CDS_OSI_UNKNOWN 0
#define CDS_OSI_UNIX 1
#define CDS_OSI_WINDOWS 2

#define CDS_OS_AIX 50
#define CDS_OS_FREE_BSD 61
#define CDS_OS_HPUX 30
#define CDS_OS_LINUX 10
#define CDS_OS_MINGW 70
#define CDS_OS_NET_BSD 63
#define CDS_OS_OPEN_BSD 62
#define CDS_OS_OSX 80
#define CDS_OS_PTHREAD 100
#define CDS_OS_SUN_SOLARIS 20
#define CDS_OS_UNKNOWN -1
#define CDS_OS_WIN32 1
#define CDS_OS_WIN64 5

#if defined(__linux__)
#    define CDS_OS_INTERFACE CDS_OSI_UNIX
#    define CDS_OS_TYPE CDS_OS_LINUX
#    define CDS_OS__NAME "linux"
#    define CDS_OS__NICK "linux"
#elif defined(__MINGW32__)
#    define CDS_OS_INTERFACE CDS_OSI_WINDOWS
#    define CDS_OS_TYPE CDS_OS_MINGW
#    define CDS_OS__NAME "MinGW"
#    define CDS_OS__NICK "mingw"
#elif defined(_WIN64)
#    define CDS_OS_INTERFACE CDS_OSI_WINDOWS
#    define CDS_OS_TYPE CDS_OS_WIN64
#    define CDS_OS__NAME "Win64"
#    define CDS_OS__NICK "win64"
#elif defined(_WIN32)
#    define CDS_OS_INTERFACE CDS_OSI_WINDOWS
#    define CDS_OS_TYPE CDS_OS_WIN32
#    define CDS_OS__NAME "Win32"
#    define CDS_OS__NICK "win32"
#elif defined(__APPLE__)
#    define CDS_OS_INTERFACE CDS_OSI_UNIX
#    define CDS_OS_TYPE CDS_OS_OSX
#    define CDS_OS__NAME "OS X"
#    define CDS_OS__NICK "osx"
#elif defined(__FreeBSD__)
#    define CDS_OS_INTERFACE CDS_OSI_UNIX
#    define CDS_OS_TYPE CDS_OS_FREE_BSD
#    define CDS_OS__NAME "FreeBSD"
#    define CDS_OS__NICK "freebsd"
#elif defined(__unix__)
#    define CDS_OS_INTERFACE CDS_OSI_UNIX
#    define CDS_OS_TYPE CDS_OS_PTHREAD
#    define CDS_OS__NAME "POSIX"
#    define CDS_OS__NICK "posix"
#else
#    define CDS_OS_INTERFACE CDS_OSI_UNKNOWN
#    define CDS_OS_TYPE CDS_OS_UNKNOWN
#    define CDS_OS__NAME "unknown"
#    define CDS_OS__NICK "unknown"
#endif

// --- Attributes -------------------------------------------------------------------------------

/// Marks symbols of the compiled library, so that each of them exists once per process even where
/// the rest is built with hidden visibility.
#if CDS_OS_INTERFACE == CDS_OSI_WINDOWS
#    if defined(CDS_BUILD_STATIC_LIB)
#        define CDS_EXPORT_API
#    elif defined(CDS_BUILD_LIB)
#        define CDS_EXPORT_API __declspec(dllexport)
#    else
#        define CDS_EXPORT_API __declspec(dllimport)
#    endif
#elif defined(__GNUC__)
#    define CDS_EXPORT_API __attribute__((visibility("default")))
#else
#    define CDS_EXPORT_API
#endif

/// libcds's name, for programs. The library does not use it: liburcu has a macro of that name.
#if !defined(CDS_DEPRECATED)
#    define CDS_DEPRECATED(reason) [[deprecated(reason)]]
#endif
#define CDS_NORETURN [[noreturn]]
#define CDS_TYPE_ALIGNMENT(n) alignas(n)
#define CDS_CLASS_ALIGNMENT(n) alignas(n)
#define CDS_DATA_ALIGNMENT(n) alignas(n)
#define constexpr_if if constexpr

#if defined(__GNUC__)
#    define cds_likely(e) __builtin_expect(!!(e), 1)
#    define cds_unlikely(e) __builtin_expect(!!(e), 0)
#    define CDS_SUPPRESS_SANITIZE(...) __attribute__((no_sanitize(__VA_ARGS__)))
#    define CDS_COMPILER_RW_BARRIER __asm__ __volatile__("" ::: "memory")
#else
#    define cds_likely(e) (e)
#    define cds_unlikely(e) (e)
#    define CDS_SUPPRESS_SANITIZE(...)
#    define CDS_COMPILER_RW_BARRIER _ReadWriteBarrier()
#endif
#define CDS_COMPILER_R_BARRIER CDS_COMPILER_RW_BARRIER
#define CDS_COMPILER_W_BARRIER CDS_COMPILER_RW_BARRIER

// These enclose functions that issue fences: g++ warns, in its users' builds, that
// ThreadSanitizer does not model fences. ThreadSanitizer sees the library's ordering on the
// atomic cells.
#if defined(__GNUC__) && !defined(__clang__) && defined(__SANITIZE_THREAD__)
#    define CDS_FENCES_BEGIN \
        _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wtsan\"")
#    define CDS_FENCES_END _Pragma("GCC diagnostic pop")
#else
#    define CDS_FENCES_BEGIN
#    define CDS_FENCES_END
#endif

// --- Features ---------------------------------------------------------------------------------

#define CDS_CXX11_THREAD_LOCAL_SUPPORT

#if defined(__cpp_exceptions)
#    define CDS_EXCEPTION_ENABLED
#endif

#if defined(__has_feature)
#    if __has_feature(thread_sanitizer) && !defined(CDS_THREAD_SANITIZER_ENABLED)
#        define CDS_THREAD_SANITIZER_ENABLED
#    endif
#    if __has_feature(address_sanitizer) && !defined(CDS_ADDRESS_SANITIZER_ENABLED)
#        define CDS_ADDRESS_SANITIZER_ENABLED
#    endif
#endif
#if defined(__SANITIZE_THREAD__) && !defined(CDS_THREAD_SANITIZER_ENABLED)
#    define CDS_THREAD_SANITIZER_ENABLED
#endif
#if defined(__SANITIZE_ADDRESS__) && !defined(CDS_ADDRESS_SANITIZER_ENABLED)
#    define CDS_ADDRESS_SANITIZER_ENABLED
#endif

#include <cds/compiler/feature_tsan.h>

#endif // #ifndef CDSLIB_COMPILER_DEFS_H
