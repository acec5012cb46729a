// error: for lists and sets alone
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/container/treiber_stack.h>
#include <cds/gc/nogc.h>

cds::container::TreiberStack<cds::gc::nogc, int> stack;
