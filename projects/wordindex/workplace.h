// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_WORKPLACE_H
#define CDSLIB_PROJECTS_WORDINDEX_WORKPLACE_H

#include "documents.h"
#include "figure.h"
#include "word_index.h"

#include <cds/container/msqueue.h>

#include <atomic>
#include <cstddef>

namespace wordindex {

/// The things that the threads of one run share.
template <class GC>
struct workplace {
    explicit workplace(documents& all) {
        for (document& doc : all)
            to_count.enqueue(&doc);
    }

    word_index<GC> index{expected_words};
    cds::container::MSQueue<GC, document*> to_count;

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
