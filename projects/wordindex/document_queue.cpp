// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include "document_queue.h"

#include "shared/queues.h"

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>

#include <algorithm>
#include <optional>
#include <thread>

namespace wordindex {

namespace {

template <class Queue>
class queue_of_kind final : public document_queue {
public:
    explicit queue_of_kind(std::size_t most) : queue_(most) {}

    void put(document& doc) override {
        // A ring with room for all documents refuses one only as long as another thread has not
        // left the cell that it takes its document from.
        while (!queue_.push(&doc))
            std::this_thread::yield();
    }
    document* take() override { return queue_.pop().value_or(nullptr); }

private:
    Queue queue_;
};

} // namespace

template <class GC>
std::unique_ptr<document_queue> make_document_queue(std::string_view name, std::size_t most) {
    std::unique_ptr<document_queue> made;
    shared::choose(shared::queues<GC, document*>, name, [&]<class Queue>(shared::named<Queue>) {
        made = std::make_unique<queue_of_kind<Queue>>(std::max<std::size_t>(most, 2));
    });
    return made;
}

template std::unique_ptr<document_queue> make_document_queue<cds::gc::DHP>(std::string_view,
                                                                           std::size_t);
template std::unique_ptr<document_queue> make_document_queue<cds::gc::HP>(std::string_view,
                                                                          std::size_t);

} // namespace wordindex
