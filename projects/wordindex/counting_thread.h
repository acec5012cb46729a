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
#include <utility>

namespace wordindex {

/// Takes documents from the queue, counts their words in the index and evicts the rare ones.
///
/// It adds up in `evicted` what it evicts. For each word, the index and the `evicted` of all
/// threads together hold every time that it was counted: nothing is lost, whatever is evicted
/// when.
template <class Map>
class counting_thread {
public:
    explicit counting_thread(workplace<Map>& place) : place_(place) {}

    counts evicted;

    void operator()(std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            if (document* const doc = place_.to_count->take()) {
                if (count(*doc) && place_.again)
                    place_.to_count->put(*doc);
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
    static constexpr std::size_t probation_length = 256;
    static constexpr std::size_t reviews_per_document = 64;
    static constexpr std::uint64_t rare = 2;

    bool count(document& doc) {
        std::optional<std::string> text = read_document(doc.path);
        if (!text) {
            // relaxed: read after the join
            doc.unreadable.store(true, std::memory_order_relaxed);
            return false;
        }
        std::uint64_t words = 0;
        std::size_t new_words = 0;
        for_each_word(*text, [&](std::string_view word) {
            ++words;
            if (place_.index.add(word)) {
                ++new_words;
                if (place_.evict)
                    on_probation_.admit(std::string(word), 0);
            }
        });
        note(doc, words, text->size(), evict_rare(new_words + reviews_per_document));
        return true;
    }

    /// Evicts words that were hardly seen since they were last looked at. One review for each new
    /// word keeps pace with the index; those for each document never stop.
    std::uint64_t evict_rare(std::size_t reviews) {
        std::uint64_t gone = 0;
        for (; reviews != 0; --reviews) {
            std::optional<probation::entry> due = on_probation_.next_due();
            if (!due)
                break;
            std::uint64_t const now = place_.index.count(due->word);
            if (now > due->count + rare)
                on_probation_.admit(std::move(due->word), now);
            else
                gone += evict(due->word);
        }
        return gone;
    }

    /// Other threads may count `word` even now: `evict` returns the final count.
    bool evict(std::string_view word) {
        std::uint64_t const times = place_.index.evict(word);
        if (times == 0)
            return false; // another thread was faster
        add_to(evicted, word, times);
        return true;
    }

    void note(document& doc, std::uint64_t words, std::uint64_t bytes, std::uint64_t gone) {
        doc.times_counted.add(1);
        place_.documents_counted.add(1);
        place_.words_counted.add(words);
        place_.bytes_counted.add(bytes);
        place_.words_evicted.add(gone);
    }

    workplace<Map>& place_;
    probation on_probation_{probation_length};
};

} // namespace wordindex

#endif // #ifndef CDSLIB_PROJECTS_WORDINDEX_COUNTING_THREAD_H
