// error: queue_of
#include <cds/face/owning_queue.h>

struct no_link {};
template <class T>
struct one_way {
    using value_type = T;
    using back_off = void;
    using item_counter = void;
    using stat = int;
    using memory_model = void;
    bool enqueue(T&) { return true; }
    bool empty() const { return true; }
    void clear() {}
    int size() const noexcept { return 0; }
    int statistics() const noexcept { return 0; }
};
using node = cds::container::details::owning_node<no_link, int>;
cds::container::details::owning_queue<
    one_way<node>, int, cds::container::details::node_factory<node, std::allocator<int>>>
    queue;
