// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
//
// As bare_user.cpp, for what a program calls of the library before it calls any policy.
#include <cds/init.h>

int main() {
    cds::Initialize();
    cds::threading::Manager::attachThread();
    bool const attached = cds::threading::Manager::isThreadAttached();
    cds::threading::Manager::detachThread();
    cds::Terminate();
    return attached ? 0 : 1;
}
