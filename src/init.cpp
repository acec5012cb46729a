// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
#include <cds/init.h>

#include <cds/gc/dhp.h>
#include <cds/gc/hp.h>
#include <cds/urcu/details/flavours.h>

namespace cds {

namespace details {
inline namespace CDS_ATOMICS_TAG {
namespace {
constinit atomics::atomic<std::size_t> calls{0};
}

bool init_first_call() noexcept {
    // relaxed: only counts; programs initialise before they start threads
    return calls.fetch_add(1, atomics::memory_order_relaxed) == 0;
}

bool fini_last_call() noexcept {
    // relaxed: see init_first_call()
    std::size_t seen = calls.load(atomics::memory_order_relaxed);
    while (seen != 0 &&
           // relaxed: see init_first_call(); a call too many does nothing
           !calls.compare_exchange_weak(seen, seen - 1, atomics::memory_order_relaxed,
                                        atomics::memory_order_relaxed))
        continue;
    return seen == 1;
}
} // namespace CDS_ATOMICS_TAG
} // namespace details

namespace threading {
inline namespace CDS_ATOMICS_TAG {

constinit atomics::atomic<std::size_t> ThreadData::s_nLastUsedProcNo{0};
constinit std::size_t ThreadData::s_nProcCount = 1;

namespace {
constinit thread_local ThreadData this_thread;
}

void ThreadData::init() {
    if (m_nAttachCount == 0) {
        if (!m_bNumbered) {
            // relaxed: a round-robin ticket, drawn once per thread
            std::size_t const ticket =
                s_nLastUsedProcNo.fetch_add(1, atomics::memory_order_relaxed);
            m_nFakeProcessorNumber = ticket % s_nProcCount;
            m_bNumbered = true;
        }
        if (gc::HP::isUsed())
            gc::hp::smr::attach_thread();
        if (gc::DHP::isUsed())
            gc::DHP::attach_thread();
        urcu::details::binding_base::attach_to_used();
    }
    ++m_nAttachCount;
}

bool ThreadData::fini() noexcept {
    if (m_nAttachCount == 0 || --m_nAttachCount != 0)
        return false;
    urcu::details::binding_base::detach_from_all();
    gc::DHP::detach_thread();
    gc::hp::smr::detach_thread();
    return true;
}

bool Manager::isThreadAttached() noexcept { return this_thread.m_nAttachCount != 0; }

void Manager::attachThread() { this_thread.init(); }

void Manager::detachThread() noexcept { this_thread.fini(); }

ThreadData* Manager::thread_data() noexcept { return isThreadAttached() ? &this_thread : nullptr; }

std::size_t Manager::fake_current_processor() { return this_thread.fake_current_processor(); }

} // namespace CDS_ATOMICS_TAG
} // namespace threading

algo::elimination::record& algo::elimination::storage::get() noexcept {
    return threading::this_thread.m_EliminationRec;
}

} // namespace cds
