// error: no matching function for call to|no matching member function
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>

// What is not atomic cannot be read again safely, so it cannot be protected.
int* protects(cds::gc::DHP::Guard& guard, int* const& plain) { return guard.protect(plain); }
