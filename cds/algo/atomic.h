// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_ALGO_ATOMIC_H
#define CDSLIB_ALGO_ATOMIC_H

// The seam. Every atomic of the library is reached through the global alias `atomics`, and it
// names one of three implementations of the standard's interface:
//
//   std     the default
//   boost   with CDS_USE_BOOST_ATOMIC
//   model   with CDS_ATOMIC_HEADER="some/header.h", which defines `namespace cds_model_atomics`;
//           the same headers then run under a scheduler that explores interleavings
//
// A library built with one and a program built with another must not be mixed. So whatever the
// compiled library exports is in `inline namespace CDS_ATOMICS_TAG`, and a mismatch is an
// undefined symbol at link time. Of the other macros only CDS_CACHE_LINE_SIZE (see
// user_setup/cache_line.h) changes layouts, those of containers and pads. These exist in headers
// alone, so all of a program must be compiled with one value of it, which may differ from that of
// the compiled library.

#include <cds/details/defs.h>

#include <atomic> // also for ATOMIC_POINTER_LOCK_FREE, whichever atomics are in use

#if defined(CDS_ATOMIC_HEADER)

#    include CDS_ATOMIC_HEADER
#    define CDS_ATOMICS_TAG model_atomics
#    define CDS_CXX11_ATOMIC_BEGIN_NAMESPACE namespace cds_model_atomics {
#    define CDS_CXX11_ATOMIC_END_NAMESPACE }
namespace atomics = cds_model_atomics;

#elif defined(CDS_USE_BOOST_ATOMIC)

#    include <boost/version.hpp>
#    if BOOST_VERSION < 105400
#        error "cds needs Boost 1.54 or later for CDS_USE_BOOST_ATOMIC"
#    endif
#    include <boost/atomic.hpp>
#    define CDS_ATOMICS_TAG boost_atomics
// Boost.Atomic defines its template one namespace down, and there it is specialised.
#    define CDS_CXX11_ATOMIC_BEGIN_NAMESPACE \
        namespace boost {                    \
        namespace atomics {
#    define CDS_CXX11_ATOMIC_END_NAMESPACE \
        }                                  \
        }
namespace atomics = boost;

#else

#    define CDS_ATOMICS_TAG std_atomics
#    define CDS_CXX11_ATOMIC_BEGIN_NAMESPACE namespace std {
#    define CDS_CXX11_ATOMIC_END_NAMESPACE }
namespace atomics = std;

#endif

#include <cds/algo/atomicity.h>

#endif // #ifndef CDSLIB_ALGO_ATOMIC_H
