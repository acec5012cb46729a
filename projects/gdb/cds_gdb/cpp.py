# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Types by their C++ names, and what stands in them: the rest of the package knows neither
typedefs nor inline namespaces nor what an atomic looks like inside."""

import re

import gdb

# The library's inline namespaces, whose names tell one ABI from another.
ABI_TAG = re.compile(r"\b\w+_atomics::")
CORE = "cds::gc::core"
ATOMICS = ("std::atomic", "boost::atomics::atomic")
REFERENCES = (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF)


def plain(t):
    """The type without typedefs, references, const and volatile."""
    t = t.strip_typedefs()
    if t.code in REFERENCES:
        t = t.target().strip_typedefs()
    return t.unqualified()


def without_arguments(name):
    """`a<b<c>>::d` -> `a::d`."""
    kept, depth = [], 0
    for c in name:
        if c == "<":
            depth += 1
        elif c == ">":
            depth -= 1
        elif depth == 0:
            kept.append(c)
    return "".join(kept)


def split_arguments(text):
    """`a<b, c>, d` -> [`a<b, c>`, `d`]."""
    parts, depth = [""], 0
    for c in text:
        depth += {"<": 1, "(": 1, ">": -1, ")": -1}.get(c, 0)
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return [part.strip() for part in parts]


def name_of(t):
    """The name of a class as its source has it: without template arguments and inline namespaces.
    Empty for what is no class."""
    t = plain(t)
    return ABI_TAG.sub("", without_arguments(t.tag or ""))


def argument(t, n):
    """The n-th template argument of a class."""
    return plain(t).template_argument(n)


def fields(t):
    t = plain(t)
    return t.fields() if t.code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION) else []


def base_named(t, names):
    """The class itself or its nearest base that has one of these names, or None."""
    level = [plain(t)]
    while level:
        for candidate in level:
            if name_of(candidate) in names:
                return candidate
        level = [plain(f.type) for c in level for f in fields(c) if f.is_base_class]
    return None


def has_field(t, name):
    """Whether the class, one of its bases or an anonymous union in it has this member."""
    return any(f.name == name or ((f.is_base_class or not f.name) and has_field(f.type, name))
               for f in fields(t))


def offset_in(t, wanted):
    """How many bytes into a class its base or member of the type `wanted` stands, or None."""
    t, wanted = plain(t), plain(wanted)
    if t == wanted:
        return 0
    for f in fields(t):
        if not hasattr(f, "bitpos"):
            continue  # a static member
        inner = plain(f.type)
        if inner == wanted or f.is_base_class:
            offset = offset_in(inner, wanted)
            if offset is not None:
                return f.bitpos // 8 + offset
    return None


def at(address, t):
    """The object of type `t` at an address."""
    return gdb.Value(int(address)).cast(t.pointer()).dereference()


def address_of(value):
    return int(value.address)


def whole_from(address, part, whole):
    """The object of type `whole` whose base or member of type `part` is at an address; that part,
    if it is in none."""
    offset = offset_in(whole, part)
    return at(address, part) if offset is None else at(address - offset, whole)


def words():
    """The type of a pointer's bits."""
    return gdb.lookup_type("unsigned long")


def word_at(address):
    return int(at(address, words()))


def load(atomic):
    """The value of a std::atomic, a boost::atomic or our atomic_ptr: it stands at the beginning of
    each of them. Anything else is its own value."""
    name = name_of(atomic.type)
    if name == "cds::gc::core::atomic_ptr":
        return at(address_of(atomic), argument(atomic.type, 0).pointer())
    if name in ATOMICS:
        return at(address_of(atomic), argument(atomic.type, 0))
    return atomic


def number(counter):
    """The value of a counter class, an atomic or a plain number."""
    while has_field(counter.type, "value_"):
        counter = counter["value_"]
    return int(load(counter))


def marked(value):
    """(address, marks) of a marked_ptr."""
    word, mask = int(value["ptr_"]), int(argument(value.type, 1))
    return word & ~mask, word & mask


def raw(storage):
    """The object in a raw_storage."""
    return at(address_of(storage["bytes_"]), argument(storage.type, 0))


def elements_of_vector(vector):
    """The elements of a std::vector of libstdc++ or libc++."""
    if has_field(vector.type, "_M_impl"):
        first, last = vector["_M_impl"]["_M_start"], vector["_M_impl"]["_M_finish"]
    else:
        first, last = vector["__begin_"], vector["__end_"]
    return [first[i] for i in range(int(last - first))]


def in_tagged(look_up, namespace, name):
    """What `look_up` finds by a name of this namespace, whatever its inline namespace is; None if
    it finds nothing."""
    for tag in ("std_atomics::", "boost_atomics::", ""):
        try:
            found = look_up(f"{namespace}::{tag}{name}")
        except gdb.error:
            continue
        if found is not None:
            return found
    return None


def core_type(name):
    return in_tagged(gdb.lookup_type, CORE, name)


def variable(namespace, name):
    pointer = in_tagged(lambda full: gdb.parse_and_eval("&" + full), namespace, name)
    return None if pointer is None else pointer.dereference()


def hidden_core_variable(name):
    """A variable of an anonymous namespace in the core, which only debug information of the library
    itself tells of."""
    symbol = in_tagged(gdb.lookup_static_symbol, CORE, "(anonymous namespace)::" + name)
    return None if symbol is None else symbol.value()
