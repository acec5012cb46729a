// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#ifndef CDSLIB_PROJECTS_WORDINDEX_COUNTING_THREAD_H
#define CDSLIB_PROJECTS_WORDINDEX_COUNTING_THREAD_H

#include "counts.h"
#include "probation.h"
#include "tokenizer.h"
#include "workplace.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

namespace wordindex {

/// Takes documents from the queue, counts their words in the index and evicts the rare ones.
///
/// What it evicts it adds up in `evicted`. For each word, the index and the `evicted` of all
/// threads together hold every time that it was counted: nothing is lost, whatever goes when.
template <class GC>
class counting_thread {
public:
    explicit counting_thread(workplace<GC>& place) : place_(place) {}

    counts evicted;

    void operator()(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            document* doc = nullptr;
            if (place_.to_count.dequeue(doc)) {
                if (count(*doc) && place_.again)
                    place_.to_count.enqueue(doc);
            } else if (place_.again) {
                std::this_thread::yield(); // the others have the rest in hand
            } else {
                break;
            }
        }
        // relaxed: only tells the waiting thread when to join; the join orders the rest
        place_.threads_counting.fetch_sub(1, std::memory_order_relaxed);
    }

private:
    static constexpr std::size_t probation_length = 1024;
    static constexpr std::uint64_t rare = 2;

    bool count(document& doc) {
        std::optional<std::string> text = read_document(doc.path);
        if (!text) {
            // relaxed: read after the join
            doc.unreadable.store(true, std::memory_order_relaxed);
            return false;
        }
        std::uint64_t words = 0;
        std::uint64_t gone = 0;
        for_each_word(*text, [&](std::string_view word) {
            ++words;
            if (place_.index.add(word) && place_.evict)
                gone += evict_after(word);
        });
        note(doc, words, text->size(), gone);
        return true;
    }

    /// `word` is new; the word that was new some time ago goes if it stayed rare. It may be counted
    /// between the question and the answer: `evict` returns what it had in the end.
    bool evict_after(std::string_view word) {
        std::optional<std::string> const due = on_probation_.admit(word);
        if (!due || place_.index.count(*due) > rare)
            return false;
        std::uint64_t const times = place_.index.evict(*due);
        if (times == 0)
            return false; // another thread was faster
        add_to(evicted, *due, times);
        return true;
    }

    void note(document& doc, std::uint64_t words, std::uint64_t bytes, std::uint64_t gone) {
        doc.times_counted.add(1);
        place_.documents_counted.add(1);
        place_.words_counted.add(words);
        place_.bytes_counted.add(bytes);
        place_.words_evicted.add(gone);
    }

    workplace<GC>& place_;
    probation on_probation_{probation_length};
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_COUNTING_THREAD_H
