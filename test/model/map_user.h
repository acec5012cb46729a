// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0

#ifndef CDSLIB_TEST_MODEL_MAP_USER_H
#define CDSLIB_TEST_MODEL_MAP_USER_H

#include "model_items.h"

// A map of numbers that fibers insert, erase and look for, with a history that is checked key by
// key.
namespace cds_model {

struct mapped {
    explicit mapped(long first) : value(first) {}
    ~mapped() {
        if (erased)
            disposed_of_an_item();
    }
    shared<long> value;
    bool erased = false;
};

struct number_as_hash {
    std::size_t operator()(long key) const { return static_cast<std::size_t>(key); }
};

/// `Map` maps long to `mapped`; `size` and `load` are what its constructor is told.
template <class Map, std::size_t Size, std::size_t Load>
class map_user : public model {
protected:
    using spec = cds_test::map_key_spec;

    void insert(long key, long value) {
        log_.record(spec::insert, key, value, [&] { return map_.emplace(key, value) ? 1 : 0; });
    }
    void erase(long key) {
        log_.record(spec::erase, key, 0, [&] {
            long old = cds_test::nothing;
            if (map_.erase(key, [&](auto& pair) {
                    old = pair.second.value.get();
                    pair.second.erased = true;
                }))
                reached("erased");
            return old;
        });
    }
    void find(long key) {
        log_.record(spec::find, key, 0, [&] {
            long value = cds_test::nothing;
            if (map_.find(key, [&](auto& pair) { value = pair.second.value.get(); }))
                reached("found");
            return value;
        });
    }
    void check() { check_history_by_key<spec>(log_); }

    recorder log_;
    fresh_domain domain_{3, 4};
    Map map_{Size, Load};
};

} // namespace cds_model

#endif // #ifndef CDSLIB_TEST_MODEL_MAP_USER_H
