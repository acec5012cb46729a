# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Marked pointers: the address, and the marks in its lowest bits."""

from . import cpp


class MarkedPointer:
    """A cds::details::marked_ptr, or an atomic of one."""

    def __init__(self, value):
        self.value = cpp.load(value)

    def to_string(self):
        address, marks = cpp.marked(self.value)
        return f"{address:#x}" + (f", marked {marks}" if marks else "")
