// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_PIPELINE_BLOCK_H
#define CDSLIB_PROJECTS_PIPELINE_BLOCK_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pipeline {

using bytes = std::vector<unsigned char>;

/// How far back gzip's format lets a block refer.
inline constexpr std::size_t window = 32 * 1024;

/// A piece of the input, on its way through the stages. The thread that has taken it out of a queue
/// has it to itself: what it writes there, the thread that takes it out of the next queue sees.
struct block {
    std::uint64_t number = 0; ///< its place in the input
    bytes before;             ///< the last of the input before it, `window` at most
    bytes text;
    bytes packed;
    unsigned long checksum = 0; ///< CRC-32 of the text
};

} // namespace pipeline

#endif // #ifndef CDSLIB_PROJECTS_PIPELINE_BLOCK_H
