// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_PIPELINE_FILES_H
#define CDSLIB_PROJECTS_PIPELINE_FILES_H

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace pipeline {

/// An open file of the system.
class descriptor {
public:
    explicit descriptor(int number = -1) noexcept : number_(number) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor();

    [[nodiscard]] int number() const noexcept { return number_; }
    /// Gives the file up without closing it.
    int release() noexcept { return std::exchange(number_, -1); }

private:
    int number_;
};

/// The input: some files one after the other, or standard input if there are none.
class input {
public:
    explicit input(std::vector<std::string> names);

    /// Fills `to`, also beyond the end of a file, and returns how much there was: less than there
    /// is room for at the end only. Throws `std::system_error` with the name of the file.
    std::size_t read(std::span<unsigned char> to);

private:
    std::size_t read_some(std::span<unsigned char> to);

    std::vector<std::string> names_;
    std::size_t at_ = 0;
    descriptor file_;
};

/// The output: a new file, or standard output. A file that was not finished is removed again.
class output {
public:
    /// No name means standard output. A file that exists is left alone, and is an error.
    explicit output(std::string name);
    output(output const&) = delete;
    output& operator=(output const&) = delete;
    ~output();

    /// Writes all. Throws `std::system_error` with the name of the file.
    void write(std::span<unsigned char const> from);
    /// Is called when all is written. Throws the same.
    void finish();

private:
    std::string name_;
    bool is_ours_ = false; ///< we made it, and have not finished it
    descriptor file_;
};

} // namespace pipeline

#endif // #ifndef CDSLIB_PROJECTS_PIPELINE_FILES_H
