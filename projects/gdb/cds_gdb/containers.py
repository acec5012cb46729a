# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""How a container is shown, whatever is inside. The structures, by the names of the classes that
have the algorithms, are in the other modules; each is a function

    items(structure)    yields the objects in it, and ERASED for one that is erased and still linked
"""

import itertools

import gdb

from . import cpp, nodes

ERASED = object()
AGAIN = object()  # instead of an item that was there before


def limit():
    """How many items are counted before it is said that there are more."""
    return gdb.parameter("print elements") or 100000


def unseen(items):
    """The items, up to where one comes again: then AGAIN, for the structure is damaged, or was
    being changed."""
    seen = set()
    for item in items:
        if item is not ERASED and item.address is not None:
            if cpp.address_of(item) in seen:
                yield AGAIN
                return
            seen.add(cpp.address_of(item))
        yield item


class Container:
    """The name of the container, how many items it has, and the items."""

    def __init__(self, value, structure, items):
        self.name = cpp.name_of(value.type)
        self.structure, self.of = structure, items

    def items(self):
        return unseen(self.of(self.structure))

    def live_items(self):
        return (item for item in self.items() if item is not ERASED and item is not AGAIN)

    def to_string(self):
        most = limit()
        seen = list(itertools.islice(self.items(), most + 1))
        erased = sum(item is ERASED for item in seen)
        comes_again = bool(seen) and seen[-1] is AGAIN
        live = len(seen) - erased - comes_again
        if len(seen) > most:
            return f"{self.name} with more than {live - 1} items"
        text = f"{self.name} with {live} item{'' if live == 1 else 's'}"
        if erased:
            text += f", and {erased} erased but still linked"
        return text + (", and then one of them again" if comes_again else "")

    def children(self):
        for i, item in enumerate(self.live_items()):
            shown = nodes.content(item)
            if nodes.is_pair(item):
                yield f"[{2 * i}]", shown["first"]
                yield f"[{2 * i + 1}]", shown["second"]
            else:
                yield f"[{i}]", shown

    def display_hint(self):
        first = next(self.live_items(), None)
        return "map" if first is not None and nodes.is_pair(first) else "array"


class Around:
    """A container that has another one, and is shown with it."""

    def __init__(self, value, member, text=""):
        self.name, self.inner, self.member = cpp.name_of(value.type), value[member], member
        self.text = text

    def to_string(self):
        return self.name + self.text

    def children(self):
        yield self.member.rstrip("_"), self.inner
