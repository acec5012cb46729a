# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""The containers and the memory reclamation of cds in gdb. See README.md beside this package."""

import gdb.printing

from . import commands, printers


PRINTERS = printers.Printers()


def register_in_front(objfile):
    """Lets our printers come before those of libstdc++, which take an atomic of a marked pointer
    for one of theirs: gdb asks the printers of the program's file first."""
    if objfile.filename == gdb.current_progspace().filename:
        gdb.printing.register_pretty_printer(objfile, PRINTERS, replace=True)


def register():
    """Registers the pretty-printers and the commands."""
    gdb.printing.register_pretty_printer(None, PRINTERS, replace=True)
    for objfile in gdb.objfiles():
        register_in_front(objfile)
    gdb.events.new_objfile.connect(lambda event: register_in_front(event.new_objfile))
    commands.register()
