// error: clear_at
#include <cds/face/ordered_set.h>
#include <cds/gc/dhp.h>
#include <cds/structures/list/michael.h>

namespace ml = cds::intrusive::michael_list;
struct item : ml::node<cds::gc::DHP> {
    bool operator<(item const&) const { return false; }
};
struct traits : ml::traits {
    using hook = ml::base_hook<cds::opt::gc<cds::gc::DHP>>;
};
struct endless : protected ml::chain<cds::gc::DHP, item, traits> {
    using typename chain::gc;
    using typename chain::key_comparator;
    using typename chain::node_traits;
    using typename chain::node_type;
    using typename chain::value_type;

protected:
    using typename chain::guarded_ptr;
    using typename chain::link;
    using typename chain::policy;
    using typename chain::retirer;
    void clear_at() = delete;
};
cds::intrusive::details::ordered_set<endless, cds::intrusive::details::one_head> set;
