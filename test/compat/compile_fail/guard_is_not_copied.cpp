// error: use of deleted function|call to deleted constructor|call to implicitly-deleted
#include <cds/gc/dhp.h>

void copies_a_guard(cds::gc::DHP::Guard const& guard) { cds::gc::DHP::Guard another(guard); }
