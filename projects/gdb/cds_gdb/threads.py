# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Which thread of the debugger a thread record belongs to."""

import contextlib

import gdb


@contextlib.contextmanager
def selected_thread_kept():
    kept = gdb.selected_thread()
    try:
        yield
    finally:
        if kept is not None:
            kept.switch()


def handle_of(thread):
    """The pthread_t of a thread. Where libthread_db does not tell, as on some core dumps, it is the
    base of the thread's storage on x86-64."""
    try:
        return int.from_bytes(thread.handle(), "little")
    except gdb.error:
        pass
    thread.switch()
    try:
        return int(gdb.parse_and_eval("(unsigned long) $fs_base"))
    except gdb.error:
        return None


def by_handle():
    with selected_thread_kept():
        return {handle_of(t): t for t in gdb.selected_inferior().threads()}


def named(record, threads):
    """How a record's thread is called in what the commands print."""
    if record is None or record.thread == 0:
        return "no thread"
    thread = threads.get(record.thread)
    if thread is None:
        return f"the thread {record.thread:#x}, which gdb does not know"
    return f"thread {thread.num} ({thread.name})" if thread.name else f"thread {thread.num}"
