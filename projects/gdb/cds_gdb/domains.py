# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""The reclamation core as a debugger finds it: domains, their thread records and hazard slots. All
is read and nothing called, so that it works on a core dump."""

import gdb

from . import cpp

BY_DEFAULT = (
    ("DHP", "cds::gc::core", "dhp_binding::the_domain"),
    ("HP", "cds::gc::core", "hp_binding::the_domain"),
    ("hpref", "cds::gc::core", "hpref_binding::the_domain"),
    ("general_instant", "cds::urcu::details", "instant_domain"),
    ("general_buffered", "cds::urcu::details", "buffered_domain"),
    ("general_threaded", "cds::urcu::details", "threaded_domain"),
    ("signal_buffered", "cds::urcu::details", "signal_domain"),
)


class Pool:
    """A type_stable_pool: segments of nodes, and of payloads, each twice as large as the last."""

    def __init__(self, value):
        self.value = value
        self.first = int(cpp.argument(value.type, 2))

    def depth(self):
        return int(cpp.load(self.value["depth_"]))

    def high_water(self):
        return cpp.number(self.value["high_water_"])

    def place(self, i):
        s = (i // self.first + 1).bit_length() - 1
        return cpp.load(self.value["segments_"][s]), i - self.first * ((1 << s) - 1)

    def node(self, i):
        segment, offset = self.place(i)
        return segment["nodes"][offset]

    def payload(self, i):
        segment, offset = self.place(i)
        return segment["payloads"][offset]


class Record:
    """What one thread has in a domain, or had: see thread_record.h."""

    def __init__(self, value):
        self.value = value
        self.index = int(value["index"])
        self.address = cpp.address_of(value)
        self.thread = int(cpp.load(value["thread"]))
        self.is_attached = int(cpp.load(value["attached"])) != 0
        self.is_in_section = int(cpp.load(value["section"]["word_"])) % 2 != 0
        self.scans = cpp.number(value["scans"])
        self.disposed = cpp.number(value["disposed"])

    def retired(self):
        return sum(int(cpp.load(self.value[stock]["filling"]["appended_"]))
                   for stock in ("outer", "inner"))


class Slot:
    """A hazard slot that holds something, and the record that it was granted to, if any."""

    def __init__(self, address, held, record):
        self.address, self.held, self.record = address, held, record


class Domain:
    def __init__(self, name, value):
        self.name, self.value = name, value
        self.options = value["options_"]

    def records(self):
        """Those that were ever needed."""
        pool = Pool(self.value["records_"])
        return [Record(pool.node(i)) for i in range(pool.high_water())]

    def slots(self):
        """The slots that protect something, in the order in which a scan reads them."""
        return (slot for slot in self.filled_slots() if not self.is_mark(slot.held))

    def readers(self):
        """The records whose threads are in a read section, by their numbers."""
        return {slot.record.index: slot.record for slot in self.filled_slots()
                if slot.record is not None and self.is_mark(slot.held)}

    def is_mark(self, held):
        """Whether this value of a slot says that its thread is in a read section."""
        marks = self.value["existence_"]["marks_"]
        return 0 <= held - cpp.address_of(marks) < marks.type.sizeof

    def filled_slots(self):
        lines = Pool(self.value["slots_"]["lines_"])
        records = {r.address: r for r in self.records()}
        names_owner = int(self.options["lines_name"]) != 0
        size = int(self.options["line_slots"]) if names_owner else 8
        for i in range(lines.depth()):
            record = records.get(int(cpp.load(lines.node(i)["holder"])))
            yield from self.slots_of_line(lines.payload(i), size, record)
        if int(self.options["tag_mask"]):
            yield from self.slots_of_line(self.value["existence_"]["shared_line_"], 8, None)

    def slots_of_line(self, line, size, record):
        mask = ~int(self.options["tag_mask"])
        for i in range(size):
            address = cpp.address_of(line["all"][i])
            held = cpp.word_at(address) & mask
            if held:
                yield Slot(address, held, record)


def needs_debug_information():
    raise gdb.GdbError("there is no debug information of cds here: compile with -g")


def registered():
    """The domains that threads have attached to, by their addresses; None if that is not known,
    because the library has no debug information of its own."""
    block = cpp.hidden_core_variable("newest_block")
    if block is None:
        return None
    found = []
    while int(block):
        for i in range(int(block["used"])):
            home = block["places"][i]["home"]
            if int(home):
                found.append(home)
        block = block["next"]
    return found


def all_domains():
    """The default domains that are in use, and all others that are registered."""
    domain_type = cpp.core_type("domain")
    if domain_type is None:
        needs_debug_information()
    found, seen = [], set()
    for name, namespace, variable in BY_DEFAULT:
        immortal = cpp.variable(namespace, variable)
        if immortal is None:
            continue
        domain = cpp.at(cpp.address_of(immortal), domain_type)
        seen.add(cpp.address_of(domain))
        if Pool(domain["records_"]).high_water():
            found.append(Domain(name, domain))
    for home in registered() or ():
        if int(home) not in seen:
            found.append(Domain(symbol_at(int(home)), home.dereference()))
    return found


def symbol_at(address):
    """What gdb calls this address, without the angles and the offset 0."""
    text = gdb.execute(f"info symbol {address:#x}", to_string=True)
    if text.startswith("No symbol"):
        return f"the domain at {address:#x}"
    return cpp.ABI_TAG.sub("", text.split(" in section ")[0]).removesuffix("::the_domain")
