// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace pipeline {

namespace {

constexpr int standard_input = 0;
constexpr int standard_output = 1;

[[noreturn]] void fail(std::string const& name) {
    throw std::system_error(errno, std::generic_category(), name);
}

bool is_no_regular_file(std::string const& name) {
    struct stat what{};
    return ::stat(name.c_str(), &what) == 0 && !S_ISREG(what.st_mode);
}

} // namespace

descriptor::~descriptor() {
    if (number_ > standard_output)
        ::close(number_);
}

input::input(std::vector<std::string> names) : names_(std::move(names)) {
    if (names_.empty()) {
        names_.emplace_back("standard input");
        file_ = descriptor(standard_input);
    }
}

std::size_t input::read(std::span<unsigned char> to) {
    std::size_t filled = 0;
    while (filled != to.size() && at_ != names_.size()) {
        if (file_.number() < 0)
            file_ = descriptor(::open(names_[at_].c_str(), O_RDONLY | O_CLOEXEC));
        if (file_.number() < 0)
            fail(names_[at_]);
        std::size_t const got = read_some(to.subspan(filled));
        filled += got;
        if (got == 0) {
            file_ = descriptor();
            ++at_;
        }
    }
    return filled;
}

std::size_t input::read_some(std::span<unsigned char> to) {
    for (;;) {
        ssize_t const got = ::read(file_.number(), to.data(), to.size());
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            fail(names_[at_]);
    }
}

output::output(std::string name) : name_(std::move(name)) {
    if (name_.empty()) {
        name_ = "standard output";
        file_ = descriptor(standard_output);
        return;
    }
    constexpr int to_write = O_WRONLY | O_CLOEXEC;
    file_ = descriptor(::open(name_.c_str(), to_write | O_CREAT | O_EXCL, 0666));
    is_ours_ = file_.number() >= 0;
    if (!is_ours_ && errno == EEXIST && is_no_regular_file(name_)) // a device, a pipe
        file_ = descriptor(::open(name_.c_str(), to_write));
    if (file_.number() < 0)
        fail(name_);
}

output::~output() {
    if (is_ours_)
        ::unlink(name_.c_str());
}

void output::write(std::span<unsigned char const> from) {
    while (!from.empty()) {
        ssize_t const gone = ::write(file_.number(), from.data(), from.size());
        if (gone >= 0)
            from = from.subspan(static_cast<std::size_t>(gone));
        else if (errno != EINTR)
            fail(name_);
    }
}

void output::finish() {
    if (::close(file_.release()) != 0) // some file systems say here that the disk is full
        fail(name_);
    is_ours_ = false;
}

} // namespace pipeline
