// SPDX-FileCopyrightText: 2026 The cds authors
// SPDX-License-Identifier: BSL-1.0
//
// A small program of each kind, for valgrind: what the library keeps to the end of the process is
// still reachable then, nothing is lost, and nothing is even possibly lost.
#include <cds/container/michael_kvlist_dhp.h>
#include <cds/container/michael_list_hp.h>
#include <cds/container/michael_map.h>
#include <cds/container/msqueue.h>
#include <cds/container/treiber_stack.h>
#include <cds/gc/hpref.h>
#include <cds/hazard_pointer.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using cds::gc::DHP;
using cds::gc::HP;

cds::container::MSQueue<DHP, std::string> queue;
cds::container::TreiberStack<DHP, int> stack;
cds::container::MichaelHashMap<DHP, cds::container::MichaelKVList<DHP, int, int>> map(100, 2);
cds::container::MichaelList<HP, int> list;

void use_everything() {
    std::string text;
    int number = 0;
    for (int i = 0; i < 400; ++i) {
        queue.enqueue("a text that does not fit into the string itself");
        queue.dequeue(text);
        stack.push(i);
        stack.pop(number);
        map.insert(i, i);
        list.insert(i % 20);
        auto const held = map.get(i);
        map.erase(i);
        list.erase(i % 20);
    }
}

struct shared : cds::gc::hpref::node<shared> {};
struct object : cds::hazard_pointer_obj_base<object> {};

void take_many_guards() {
    std::vector<DHP::Guard> guards(200);
    atomics::atomic<shared*> counted{new shared};
    auto reference = cds::gc::hpref::get(counted);
    cds::gc::hpref::retire(counted.exchange(nullptr));
    (new object)->retire();
    DHP::force_dispose();
}

} // namespace

int main() {
    queue.enqueue("left in the queue");
    use_everything();
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i)
        threads.emplace_back(use_everything);
    for (auto& t : threads)
        t.join();
    take_many_guards();
}
