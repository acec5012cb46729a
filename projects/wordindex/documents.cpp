// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "documents.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <system_error>

namespace wordindex {

namespace fs = std::filesystem;

namespace {

void append_files(fs::path const& directory, std::vector<fs::path>& files) {
    std::error_code error;
    if (!fs::is_directory(directory, error))
        throw bad_directory("'" + directory.string() +
                            "': " + (error ? error.message() : "not a directory"));
    auto const options = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator entry(directory, options, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error))
        if (std::error_code unknown; fs::is_regular_file(entry->symlink_status(unknown)))
            files.push_back(entry->path());
    if (error)
        throw bad_directory("'" + directory.string() + "': " + error.message());
}

struct close_gzip {
    void operator()(gzFile file) const noexcept { gzclose_r(file); }
};

using gzip_file = std::unique_ptr<std::remove_pointer_t<gzFile>, close_gzip>;

} // namespace

documents list_documents(std::vector<fs::path> const& directories) {
    std::vector<fs::path> files;
    for (fs::path const& directory : directories)
        append_files(directory, files);
    if (files.empty())
        throw bad_directory("no file to read in " + (directories.empty()
                                                         ? std::string("the default directories")
                                                         : "'" + directories[0].string() + "'"));
    std::sort(files.begin(), files.end());
    documents listed;
    for (fs::path& file : files)
        listed.emplace_back(std::move(file));
    return listed;
}

std::vector<fs::path> default_directories() {
    std::vector<fs::path> present;
    for (char const* path : {"/usr/share/common-licenses", "/usr/share/doc"})
        if (std::error_code error; fs::is_directory(path, error))
            present.emplace_back(path);
    return present;
}

std::optional<std::string> read_document(fs::path const& path) {
    gzip_file const file(gzopen(path.c_str(), "rb")); // reads other files as they are
    if (!file)
        return std::nullopt;
    std::string text;
    std::array<char, 1 << 16> chunk;
    for (;;) {
        int const got = gzread(file.get(), chunk.data(), static_cast<unsigned>(chunk.size()));
        if (got < 0 || text.size() > longest_document)
            return std::nullopt;
        if (got == 0)
            break;
        text.append(chunk.data(), static_cast<std::size_t>(got));
    }
    int status = Z_OK;
    gzerror(file.get(), &status); // an archive cut short reads like an end of file
    return status == Z_OK ? std::optional(std::move(text)) : std::nullopt;
}

} // namespace wordindex
