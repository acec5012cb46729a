// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_SHARED_CHOICES_H
#define CDSLIB_PROJECTS_SHARED_CHOICES_H

#include <string>
#include <string_view>
#include <tuple>

namespace shared {

/// A type, and the name by which the command line asks for it. Choices are a tuple of these.
template <class T>
struct named {
    using type = T;
    std::string_view name;
};

/// Calls `f(choice)` with the choice of this name. False: there is none.
template <class... Ts, class F>
bool choose(std::tuple<named<Ts>...> const& choices, std::string_view name, F f) {
    auto const is_it = [&](auto const& choice) { return choice.name == name && (f(choice), true); };
    return std::apply([&](auto const&... each) { return (is_it(each) || ...); }, choices);
}

/// The names of all choices, with `between` between them.
template <class... Ts>
std::string names_of(std::tuple<named<Ts>...> const& choices, std::string_view between) {
    std::string all;
    auto const add = [&](std::string_view name) {
        if (!all.empty())
            all += between;
        all += name;
    };
    std::apply([&](auto const&... each) { (add(each.name), ...); }, choices);
    return all;
}

} // namespace shared

#endif // #ifndef CDSLIB_PROJECTS_SHARED_CHOICES_H
