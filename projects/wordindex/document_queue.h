// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_DOCUMENT_QUEUE_H
#define CDSLIB_PROJECTS_WORDINDEX_DOCUMENT_QUEUE_H

#include "documents.h"

#include <cstddef>
#include <memory>
#include <string_view>

namespace wordindex {

/// The documents that are to be counted. Any number of threads may put and take. Which queue is
/// inside is the command line's choice; a virtual call for each document costs nothing.
class document_queue {
public:
    virtual ~document_queue() = default;

    virtual void put(document& doc) = 0;
    /// Returns null if there is none.
    [[nodiscard]] virtual document* take() = 0;
};

/// Makes a queue of the kind that `name` says in shared/queues.h, for `most` documents. Only the
/// policies HP and DHP are compiled.
template <class GC>
[[nodiscard]] std::unique_ptr<document_queue> make_document_queue(std::string_view name,
                                                                  std::size_t most);

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_DOCUMENT_QUEUE_H
