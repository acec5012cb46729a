// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_COMPILER_FEATURE_TSAN_H
#define CDSLIB_COMPILER_FEATURE_TSAN_H

// Annotations for user code under ThreadSanitizer. The library itself needs none: its ordering
// sits on the atomic cells, where ThreadSanitizer sees it.

#include <cds/details/defs.h>

#if defined(CDS_THREAD_SANITIZER_ENABLED)

extern "C" {
void AnnotateHappensBefore(char const* file, int line, void const volatile* address);
void AnnotateHappensAfter(char const* file, int line, void const volatile* address);
void AnnotateIgnoreReadsBegin(char const* file, int line);
void AnnotateIgnoreReadsEnd(char const* file, int line);
void AnnotateIgnoreWritesBegin(char const* file, int line);
void AnnotateIgnoreWritesEnd(char const* file, int line);
void AnnotateNewMemory(char const* file, int line, void const volatile* address, size_t size);
void AnnotateRWLockCreate(char const* file, int line, void const volatile* lock);
void AnnotateRWLockDestroy(char const* file, int line, void const volatile* lock);
void AnnotateRWLockAcquired(char const* file, int line, void const volatile* lock, long writer);
void AnnotateRWLockReleased(char const* file, int line, void const volatile* lock, long writer);
}

#    define CDS_TSAN_ANNOTATE_HAPPENS_AFTER(a) AnnotateHappensAfter(__FILE__, __LINE__, (a))
#    define CDS_TSAN_ANNOTATE_HAPPENS_BEFORE(a) AnnotateHappensBefore(__FILE__, __LINE__, (a))
#    define CDS_TSAN_ANNOTATE_IGNORE_READS_BEGIN AnnotateIgnoreReadsBegin(__FILE__, __LINE__)
#    define CDS_TSAN_ANNOTATE_IGNORE_READS_END AnnotateIgnoreReadsEnd(__FILE__, __LINE__)
#    define CDS_TSAN_ANNOTATE_IGNORE_WRITES_BEGIN AnnotateIgnoreWritesBegin(__FILE__, __LINE__)
#    define CDS_TSAN_ANNOTATE_IGNORE_WRITES_END AnnotateIgnoreWritesEnd(__FILE__, __LINE__)
#    define CDS_TSAN_ANNOTATE_MUTEX_ACQUIRED(a) AnnotateRWLockAcquired(__FILE__, __LINE__, (a), 1)
#    define CDS_TSAN_ANNOTATE_MUTEX_CREATE(a) AnnotateRWLockCreate(__FILE__, __LINE__, (a))
#    define CDS_TSAN_ANNOTATE_MUTEX_DESTROY(a) AnnotateRWLockDestroy(__FILE__, __LINE__, (a))
#    define CDS_TSAN_ANNOTATE_MUTEX_RELEASED(a) AnnotateRWLockReleased(__FILE__, __LINE__, (a), 1)
#    define CDS_TSAN_ANNOTATE_NEW_MEMORY(a, sz) AnnotateNewMemory(__FILE__, __LINE__, (a), (sz))
#    define CDS_TSAN_ANNOTATE_IGNORE_RW_BEGIN         \
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__); \
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__)
#    define CDS_TSAN_ANNOTATE_IGNORE_RW_END          \
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__); \
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__)

#else

#    define CDS_TSAN_ANNOTATE_HAPPENS_AFTER(a)
#    define CDS_TSAN_ANNOTATE_HAPPENS_BEFORE(a)
#    define CDS_TSAN_ANNOTATE_IGNORE_READS_BEGIN
#    define CDS_TSAN_ANNOTATE_IGNORE_READS_END
#    define CDS_TSAN_ANNOTATE_IGNORE_RW_BEGIN
#    define CDS_TSAN_ANNOTATE_IGNORE_RW_END
#    define CDS_TSAN_ANNOTATE_IGNORE_WRITES_BEGIN
#    define CDS_TSAN_ANNOTATE_IGNORE_WRITES_END
#    define CDS_TSAN_ANNOTATE_MUTEX_ACQUIRED(a)
#    define CDS_TSAN_ANNOTATE_MUTEX_CREATE(a)
#    define CDS_TSAN_ANNOTATE_MUTEX_DESTROY(a)
#    define CDS_TSAN_ANNOTATE_MUTEX_RELEASED(a)
#    define CDS_TSAN_ANNOTATE_NEW_MEMORY(a, sz)

#endif

#endif // #ifndef CDSLIB_COMPILER_FEATURE_TSAN_H
