// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "options.h"

#include "maps.h"
#include "shared/queues.h"

#include <cds/gc/dhp.h>

#include <boost/test/unit_test.hpp>

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

namespace {

using wordindex::collector;
using wordindex::options;
using wordindex::usage_error;

options parse(std::initializer_list<char const*> arguments) {
    return wordindex::parse_options(std::span<char const* const>(arguments));
}

std::string complaint_about(char const* argument) {
    try {
        (void)parse({argument});
    } catch (usage_error const& error) {
        return error.what();
    }
    return {};
}

BOOST_AUTO_TEST_SUITE(wordindex_options)

BOOST_AUTO_TEST_CASE(no_arguments_give_the_defaults) {
    options const opt = parse({});
    BOOST_TEST((opt.gc == collector::dhp));
    BOOST_TEST(opt.map == "michael");
    BOOST_TEST(opt.queue == "ms");
    BOOST_TEST(opt.evict);
    BOOST_TEST(!opt.help);
    BOOST_TEST(opt.seconds == 3u);
    BOOST_TEST(opt.directories.empty());
}

BOOST_AUTO_TEST_CASE(every_option_is_understood) {
    options const opt =
        parse({"--gc=hp", "--threads=3", "--readers=5", "--seconds=0", "--top=7", "--counts=out",
               "--no-evict", "--help", "--map=skip", "--queue=faa"});
    BOOST_TEST((opt.gc == collector::hp));
    BOOST_TEST(opt.map == "skip");
    BOOST_TEST(opt.queue == "faa");
    BOOST_TEST(opt.threads == 3u);
    BOOST_TEST(opt.readers == 5u);
    BOOST_TEST(opt.seconds == 0u);
    BOOST_TEST(opt.top == 7u);
    BOOST_TEST(opt.counts_file == "out");
    BOOST_TEST(!opt.evict);
    BOOST_TEST(opt.help);
}

BOOST_AUTO_TEST_CASE(the_last_of_two_contradicting_options_wins) {
    BOOST_TEST(parse({"--no-evict", "--evict"}).evict);
    BOOST_TEST((parse({"--gc=hp", "--gc=dhp"}).gc == collector::dhp));
}

BOOST_AUTO_TEST_CASE(directories_and_options_mix) {
    options const opt = parse({"a", "--threads=1", "b"});
    BOOST_TEST_REQUIRE(opt.directories.size() == 2u);
    BOOST_TEST(opt.directories[0] == "a");
    BOOST_TEST(opt.directories[1] == "b");
}

BOOST_AUTO_TEST_CASE(after_two_dashes_everything_is_a_directory) {
    options const opt = parse({"--", "--help", "--"});
    BOOST_TEST(!opt.help);
    BOOST_TEST_REQUIRE(opt.directories.size() == 2u);
    BOOST_TEST(opt.directories[0] == "--help");
}

BOOST_AUTO_TEST_CASE(a_senseless_argument_is_refused_and_named) {
    for (std::string_view const argument : {"--bogus",
                                            "-x",
                                            "--threads",
                                            "--threads=",
                                            "--threads=0",
                                            "--threads=1025",
                                            "--threads=-1",
                                            "--threads=2x",
                                            "--threads= 2",
                                            "--seconds=1e3",
                                            "--seconds=99999999999999999999",
                                            "--gc",
                                            "--gc=rcu",
                                            "--map",
                                            "--map=mich",
                                            "--queue=",
                                            "--queue=michael",
                                            "--help=yes",
                                            "--evict=",
                                            "--counts",
                                            "--=1"}) {
        std::string name("'");
        name.append(argument.substr(0, argument.find('='))).push_back('\'');
        std::string const complaint = complaint_about(argument.data());
        BOOST_TEST(complaint.find(name) != std::string::npos,
                   argument << ": \"" << complaint << '"');
    }
}

BOOST_AUTO_TEST_CASE(an_empty_directory_name_is_refused) {
    BOOST_CHECK_THROW((void)parse({""}), usage_error);
}

BOOST_AUTO_TEST_CASE(the_help_text_names_every_option) {
    for (char const* name :
         {"--gc=", "--map=", "--queue=", "--threads=", "--readers=", "--seconds=", "--evict",
          "--no-evict", "--top=", "--counts=", "--help"})
        BOOST_TEST(wordindex::help_text.find(name) != std::string_view::npos, name);
}

BOOST_AUTO_TEST_CASE(the_help_text_names_every_map_and_queue) {
    auto const is_there = [](auto const&... choices) {
        for (std::string_view const name : {choices.name...})
            BOOST_TEST(wordindex::help_text.find(name) != std::string_view::npos, name);
    };
    std::apply(is_there, wordindex::maps<cds::gc::DHP>);
    std::apply(is_there, shared::queues<cds::gc::DHP, int>);
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
