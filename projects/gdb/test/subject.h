// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// A program to be looked at with gdb: it fills one container of each kind, holds guards, retires
// objects, and comes to stop_here(). session.txt has what gdb must print then.

/// Called when all is in place.
extern "C" void stop_here();

namespace subject {

void fill_sets();
void fill_intrusive_sets();
void fill_queues();

} // namespace subject
