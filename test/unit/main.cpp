// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
//
// The one `main` of every Boost.Test executable, unit and stress.
//   unit_list --run_test=<suite>/<case> -- seed=42 scale=10
// What stands behind `--` overrides CDS_TEST_SEED and CDS_TEST_SCALE.
#include <boost/test/unit_test.hpp>

#include <cds_test/seed.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

namespace {

bool apply(std::string_view argument) {
    auto const equals = argument.find('=');
    std::string_view const name = argument.substr(0, equals);
    if (equals == std::string_view::npos || (name != "seed" && name != "scale"))
        return false;
    char const* const variable = name == "seed" ? "CDS_TEST_SEED" : "CDS_TEST_SCALE";
    std::string const value(argument.substr(equals + 1));
#ifdef _WIN32
    return _putenv_s(variable, value.c_str()) == 0;
#else
    return ::setenv(variable, value.c_str(), 1) == 0;
#endif
}

bool apply_own_arguments(int argc, char* argv[]) {
    int i = 1;
    while (i < argc && std::string_view(argv[i]) != "--")
        ++i;
    for (++i; i < argc; ++i) {
        if (!apply(argv[i])) {
            std::cerr << "unknown argument '" << argv[i] << "': seed=<n> and scale=<n> are known\n";
            return false;
        }
    }
    return true;
}

} // namespace

int main(int argc, char* argv[]) {
    if (!apply_own_arguments(argc, argv))
        return 2;
    cds_test::seed();
    return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
