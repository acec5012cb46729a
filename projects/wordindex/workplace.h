// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_WORKPLACE_H
#define CDSLIB_PROJECTS_WORDINDEX_WORKPLACE_H

#include "document_queue.h"
#include "documents.h"
#include "figure.h"
#include "word_index.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>

namespace wordindex {

/// The things that the threads of one run share.
template <class Map>
struct workplace {
    workplace(documents& all, std::string_view queue)
        : to_count(make_document_queue<typename Map::gc>(queue, all.size())) {
        for (document& doc : all)
            to_count->put(doc);
    }

    word_index<Map> index{expected_words};
    std::unique_ptr<document_queue> to_count;

    bool again = false; ///< a counted document goes back to the end of the queue
    bool evict = false;

    /// Raised once per document.
    figure documents_counted;
    figure words_counted;
    figure bytes_counted;
    figure words_evicted;
    std::atomic<unsigned> threads_counting{0};

private:
    static constexpr std::size_t expected_words = 200'000;
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_WORKPLACE_H
