// error: the GC of a container must be a policy
// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/gc/dhp.h>
#include <cds/container/msqueue.h>

struct mine {};

cds::container::MSQueue<mine, int> queue;
