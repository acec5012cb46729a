// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "gzip.h"

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>

namespace pipeline {

namespace {

void check(int status, char const* what) {
    if (status != Z_OK)
        throw std::runtime_error(std::string("zlib: ") + what + ": " + zError(status));
}

uInt size_of(bytes const& b) { return static_cast<uInt>(b.size()); }

constexpr int without_header = -15; // what zlib calls a window of 15 bits, and no header
constexpr std::array<unsigned char, 10> header{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
constexpr std::array<unsigned char, 2> empty_last_piece{3, 0};

} // namespace

packer::packer(unsigned level) {
    check(deflateInit2(&stream_, static_cast<int>(level), Z_DEFLATED, without_header, 8,
                       Z_DEFAULT_STRATEGY),
          "deflateInit2");
}

packer::~packer() { deflateEnd(&stream_); }

void packer::pack(block& b) {
    check(deflateReset(&stream_), "deflateReset");
    if (!b.before.empty())
        check(deflateSetDictionary(&stream_, b.before.data(), size_of(b.before)),
              "deflateSetDictionary");
    b.checksum = crc32(0, b.text.data(), size_of(b.text));

    stream_.next_in = b.text.data();
    stream_.avail_in = size_of(b.text);
    b.packed.resize(deflateBound(&stream_, b.text.size()));
    std::size_t filled = 0;
    do { // until zlib leaves room: then there is nothing more to come
        if (filled == b.packed.size())
            b.packed.resize(2 * filled);
        stream_.next_out = b.packed.data() + filled;
        stream_.avail_out = static_cast<uInt>(b.packed.size() - filled);
        int const status = deflate(&stream_, Z_SYNC_FLUSH);
        if (status != Z_BUF_ERROR) // which says that there was nothing more to come
            check(status, "deflate");
        filled = b.packed.size() - stream_.avail_out;
    } while (stream_.avail_out == 0);
    b.packed.resize(filled);
}

void gzip_writer::begin() { write(header); }

void gzip_writer::append(block const& b) {
    write(b.packed);
    checksum_ = crc32_combine(checksum_, b.checksum, static_cast<z_off_t>(b.text.size()));
    bytes_in_ += b.text.size();
}

void gzip_writer::end() {
    write(empty_last_piece);
    std::array<unsigned char, 8> trailer;
    for (unsigned i = 0; i < 4; ++i) {
        trailer[i] = static_cast<unsigned char>(checksum_ >> (8 * i));
        trailer[4 + i] = static_cast<unsigned char>(bytes_in_ >> (8 * i));
    }
    write(trailer);
    to_.finish();
}

void gzip_writer::write(std::span<unsigned char const> piece) {
    to_.write(piece);
    bytes_out_ += piece.size();
}

} // namespace pipeline
