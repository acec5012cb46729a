// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_TEST_SCRATCH_H
#define CDSLIB_PROJECTS_WORDINDEX_TEST_SCRATCH_H

#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace wordindex {

/// A directory of its own for each test.
class scratch {
public:
    scratch() : path_(std::filesystem::temp_directory_path() / name()) {
        std::filesystem::create_directory(path_);
    }
    ~scratch() { std::filesystem::remove_all(path_); }
    scratch(scratch const&) = delete;
    scratch& operator=(scratch const&) = delete;

    std::filesystem::path const& path() const { return path_; }

    std::filesystem::path write(std::filesystem::path const& name,
                                std::string const& content) const {
        std::filesystem::create_directories((path_ / name).parent_path());
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path_ / name;
    }

    std::filesystem::path write_packed(std::filesystem::path const& name,
                                       std::string const& content) const {
        gzFile const file = gzopen((path_ / name).c_str(), "wb");
        gzwrite(file, content.data(), static_cast<unsigned>(content.size()));
        gzclose(file);
        return path_ / name;
    }

private:
    static std::string name() {
        std::random_device device; // a name of its own, nothing to repeat
        return "wordindex-test-" + std::to_string(device()) + std::to_string(device());
    }

    std::filesystem::path path_;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_TEST_SCRATCH_H
