// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_DOCUMENTS_H
#define CDSLIB_PROJECTS_WORDINDEX_DOCUMENTS_H

#include "figure.h"

#include <atomic>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace wordindex {

/// A file, and how often all of its words went into the index.
struct document {
    explicit document(std::filesystem::path where) : path(std::move(where)) {}

    std::filesystem::path path;
    figure times_counted;
    std::atomic<bool> unreadable{false};
};

/// A deque, because a document stays where it is: the queue holds pointers.
using documents = std::deque<document>;

/// Thrown for a directory that cannot be listed, or is without a single file.
struct bad_directory : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Returns every regular file below `directories`, sorted. Symbolic links are not followed, so
/// that no file comes twice. Throws `bad_directory`.
[[nodiscard]] documents list_documents(std::vector<std::filesystem::path> const& directories);

/// Returns those of Debian's text directories that this machine has.
[[nodiscard]] std::vector<std::filesystem::path> default_directories();

/// Longer files are left out: a document is held in memory as a whole.
inline constexpr std::size_t longest_document = std::size_t{256} << 20;

/// Returns the text of a file, unpacked if gzip packed it. Nothing if it cannot be read to its
/// end: a damaged file is left out rather than half counted.
[[nodiscard]] std::optional<std::string> read_document(std::filesystem::path const& path);

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_DOCUMENTS_H
