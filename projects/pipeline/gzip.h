// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_PIPELINE_GZIP_H
#define CDSLIB_PROJECTS_PIPELINE_GZIP_H

#include "block.h"
#include "files.h"

#include <zlib.h>

#include <cstdint>
#include <span>

/// The format of gzip, in pieces that many threads can make: RFC 1951 and 1952.
namespace pipeline {

/// Packs blocks. Each thread has one.
///
/// What it makes of a block ends with a whole byte, so that the pieces only have to be written one
/// after the other. It refers to the text before the block as if it had packed that, too: hardly
/// anything is lost by packing in pieces.
class packer {
public:
    /// Throws `std::runtime_error` if zlib cannot.
    explicit packer(unsigned level);
    packer(packer const&) = delete;
    packer& operator=(packer const&) = delete;
    ~packer();

    /// Makes `packed` and `checksum` of the rest of the block.
    void pack(block& b);

private:
    z_stream stream_{};
};

/// Writes packed blocks as one file of gzip's.
class gzip_writer {
public:
    explicit gzip_writer(output& to) : to_(to) {}

    void begin();
    /// Blocks come in the order of their numbers.
    void append(block const& b);
    /// A file without its end is recognised as damaged: it is written only if all went well.
    void end();

    [[nodiscard]] std::uint64_t bytes_in() const noexcept { return bytes_in_; }
    [[nodiscard]] std::uint64_t bytes_out() const noexcept { return bytes_out_; }

private:
    void write(std::span<unsigned char const> piece);

    output& to_;
    unsigned long checksum_ = 0;
    std::uint64_t bytes_in_ = 0;
    std::uint64_t bytes_out_ = 0;
};

} // namespace pipeline

#endif // #ifndef CDSLIB_PROJECTS_PIPELINE_GZIP_H
