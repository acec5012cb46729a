// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#include "sanitizers.h"

#if defined(CDS_MODEL_ASAN)
// A run frees a few kilobytes, and a late access comes within the run: a short quarantine keeps
// them all, and its pages stay mapped.
extern "C" char const* __asan_default_options() { return "quarantine_size_mb=8"; }
#endif
