// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "documents.h"

#include "scratch.h"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace {

namespace fs = std::filesystem;
using wordindex::scratch;

std::string long_text() {
    std::string text;
    for (int i = 0; i < 50'000; ++i)
        text += "line " + std::to_string(i) + "\n";
    return text;
}

BOOST_AUTO_TEST_SUITE(wordindex_documents)

BOOST_AUTO_TEST_CASE(files_of_all_levels_are_listed_in_order) {
    scratch const dir;
    dir.write("b", "1");
    dir.write("below/deeper/a", "2");
    dir.write("a", "3");
    wordindex::documents const all = wordindex::list_documents({dir.path()});
    BOOST_TEST_REQUIRE(all.size() == 3u);
    BOOST_TEST(all[0].path == dir.path() / "a");
    BOOST_TEST(all[1].path == dir.path() / "b");
    BOOST_TEST(all[2].path == dir.path() / "below/deeper/a");
}

BOOST_AUTO_TEST_CASE(symbolic_links_are_not_followed) {
    scratch const dir;
    dir.write("file", "text");
    fs::create_symlink(dir.path() / "file", dir.path() / "link");
    fs::create_directory_symlink(dir.path(), dir.path() / "loop");
    BOOST_TEST(wordindex::list_documents({dir.path()}).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_directory_that_is_not_there_or_is_none_or_is_empty_is_refused) {
    scratch const dir;
    using wordindex::bad_directory;
    BOOST_CHECK_THROW((void)wordindex::list_documents({dir.path()}), bad_directory);
    BOOST_CHECK_THROW((void)wordindex::list_documents({dir.path() / "none"}), bad_directory);
    fs::path const file = dir.write("file", "text");
    BOOST_CHECK_THROW((void)wordindex::list_documents({file}), bad_directory);
    BOOST_CHECK_THROW((void)wordindex::list_documents({}), bad_directory);
}

BOOST_AUTO_TEST_CASE(packed_and_plain_files_read_the_same) {
    scratch const dir;
    std::string const text = long_text();
    BOOST_TEST((wordindex::read_document(dir.write("plain", text)) == text));
    BOOST_TEST((wordindex::read_document(dir.write_packed("packed.gz", text)) == text));
    BOOST_TEST((wordindex::read_document(dir.write("plain.gz", text)) == text));
    BOOST_TEST((wordindex::read_document(dir.write("empty", "")) == ""));
}

BOOST_AUTO_TEST_CASE(a_damaged_or_missing_file_is_left_out_as_a_whole) {
    scratch const dir;
    fs::path const packed = dir.write_packed("cut.gz", long_text());
    fs::resize_file(packed, fs::file_size(packed) / 2);
    BOOST_TEST(!wordindex::read_document(packed).has_value());
    BOOST_TEST(!wordindex::read_document(dir.path() / "missing").has_value());

    fs::path const flipped = dir.write_packed("flipped.gz", long_text());
    std::fstream file(flipped, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(flipped) - 6));
    file.put('?').put('!'); // in the checksum
    file.close();
    BOOST_TEST(!wordindex::read_document(flipped).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
