#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Habits of this tree that a program can check: licence lines, include guards, file sizes, line
length, unfinished work, atomics only by their alias, includes that exist, public types with a
comment, nothing in cds/ that includes upwards, exceptions whose text names the library."""

import re
import sys

from source_lines import ROOT, code_lines, relative, sources, without_comments

COLUMNS = 100
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")  # lint: allow
TEXT_SUFFIXES = {".h", ".cpp", ".py", ".md", ".txt", ".cmake", ".json", ".log", ".pml", ""}
NOT_OURS = {".git", ".cache", "build", "bin"}
MAY_INCLUDE_PEERS = ("test/bench/",)  # which measures other libraries, too
SIZE_LIMITS = [  # (path prefix, code lines at most); the first that fits holds
    ("cds/gc/core/", 250),
    ("cds/", 500),
    ("src/", 500),
    ("test/", 400),
    ("projects/", 500),
]
# What stands higher may include what stands lower; all that is not named stands below.
LAYERS = [
    (),
    ("cds/gc/core/", "cds/threading/", "cds/algo/elimination.h", "cds/os/topology.h",
     "cds/urcu/details/base.h", "cds/gc/details/retired_ptr.h"),
    ("cds/gc/core/protect/",),
    ("cds/gc/core/retire/",),
    ("cds/gc/core/scan/",),
    ("cds/gc/core/domain/",),
    ("cds/gc/core/policy/",),
    ("cds/gc/", "cds/hazard_pointer.h", "cds/urcu/"),
    ("cds/memory/", "cds/init.h"),
    ("cds/structures/",),
    ("cds/face/",),
    ("cds/intrusive/",),
    ("cds/container/", "cds/intrusive/vyukov_mpmc_cycle_queue.h", "cds/memory/vyukov_queue_pool.h",
     "cds/urcu/general_", "cds/urcu/signal_buffered.h"),
]
# At namespace scope, where nothing is indented; neither a declaration nor a specialisation.
TYPE = re.compile(r"(?:class|struct|union|enum(?: class)?|concept) (?:\[\[\w+\]\] )?"
                  r"(?:CDS_EXPORT_API )?(?:alignas\(\w+\) )?\w+(?: final)?"
                  r"(?: = .*| ?:[^:].*| {.*|)$")
TYPE_EXEMPT = re.compile(r"//|template <>")  # a comment, or a specialisation
# A text that an exception of ours is made with.
EXCEPTION_TEXT = re.compile(r"\b(?:\w+_(?:error|exception|handle)|invalid_argument)"
                            r"\([^\"();]*\"(?!cds: |cds::)")
# What may name std::atomic: the seam itself.
STD_ATOMIC_ALLOWED = {"cds/algo/atomic.h"}


def guard_of(path):
    return "CDSLIB_" + re.sub(r"[^A-Za-z0-9]+", "_", relative(path)[len("cds/"):]).upper()


def check_cpp(path, text, report):
    lines = text.split("\n")
    if not (lines[0].startswith("// SPDX-FileCopyrightText: ")
            and lines[1:2] == ["// SPDX-License-Identifier: BSL-1.0"]):
        if not lines[0].startswith("// error: "):
            report(1, "does not begin with the two SPDX lines")
    name = relative(path)
    if path.suffix == ".h" and name.startswith("cds/"):
        if f"#ifndef {guard_of(path)}\n#define {guard_of(path)}\n" not in text:
            report(3, f"the include guard is not {guard_of(path)}")
    count = len(code_lines(text))
    limit = next(most for prefix, most in SIZE_LIMITS if name.startswith(prefix))
    if count > limit:
        report(1, f"{count} code lines, at most {limit}")
    for number, line in enumerate(lines, 1):
        if re.match(r"namespace .*::inline\b", line):
            report(number, "a tool that lists definitions loses them here: "
                           "`inline namespace` on a line of its own")
    if name.startswith(("cds/", "src/")):
        for found in EXCEPTION_TEXT.finditer(text):
            report(text.count("\n", 0, found.end()) + 1,
                   "the text of an exception says first that it is ours: \"cds: ...\"")
    if name.startswith(("cds/", "src/")):
        code = without_comments(text)
        for found in re.finditer(r"\btry \{|\bthrow [\w:]+[({]", code):
            before = re.findall(r"^#.*", code[:found.start()], re.M)
            if not before or not re.search(r"EXCEPTION_ENABLED|__cpp_exceptions", before[-1]):
                report(code.count("\n", 0, found.end()) + 1,
                       "clang refuses `try` and `throw` under -fno-exceptions: "
                       "what_is_thrown_by.h, throw_exception.h")
    if name.startswith(("cds/", "src/")) and name not in STD_ATOMIC_ALLOWED:
        for number, line in enumerate(without_comments(text).split("\n"), 1):
            if re.search(r"\bstd::atomic|\bstd::memory_order|#\s*include\s*<atomic>", line):
                report(number, "atomics are reached through the alias `atomics` alone")


def check_documented(text, report):
    """Every public type has a comment above it, or is one of a group that has."""
    above, details = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(r"namespace .*\bdetails\b.*{$", line):
            details += 1
        elif re.match(r"} // namespace .*\bdetails\b", line):
            details -= 1
        if TYPE.match(line) and not details and not any(TYPE_EXEMPT.match(a) for a in above):
            report(number, "a public type without a comment")
        above = above + [line] if line and not line.startswith("}") else []


def layer_of(name):
    """Where a header of cds/ stands in the table of cds/README.md."""
    found = [(len(f), i) for i, folders in enumerate(LAYERS) for f in folders if name.startswith(f)]
    return max(found, default=(0, 0))[1]


def check_layers(name, text, report):
    for number, line in enumerate(text.split("\n"), 1):
        included = re.match(r"\s*#\s*include\s*[<\"](cds/[^>\"]+)", line)
        if included and layer_of(included.group(1)) > layer_of(name):
            report(number, f"includes upwards: {included.group(1)}")


def check_text(text, report):
    for number, line in enumerate(text.split("\n"), 1):
        if UNFINISHED.search(line) and "lint: allow" not in line:
            report(number, "unfinished work")
        if line != line.rstrip():
            report(number, "spaces at the end of the line")
    if text and not text.endswith("\n"):
        report(text.count("\n") + 1, "no newline at the end of the file")


def check_columns(text, report):
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > COLUMNS:
            report(number, f"{len(line)} columns, at most {COLUMNS}")


def check_includes(text, report):
    """A cds/ header missing here would be taken, silently, from another cds on the machine."""
    for number, line in enumerate(text.split("\n"), 1):
        included = re.match(r"\s*#\s*include\s*[<\"](cds/[^>\"]+)", line)
        if included and not (ROOT / included.group(1)).is_file():
            report(number, f"there is no {included.group(1)} in this tree")


def text_files():
    """The text files of the tree, without what builds leave behind."""
    paths = [p for p in ROOT.iterdir() if p.is_file()]
    for folder in (d for d in ROOT.iterdir() if d.is_dir() and d.name not in NOT_OURS):
        paths += [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    return sorted(p for p in paths if p.suffix in TEXT_SUFFIXES)


def main():
    problems = []
    files = text_files()
    for path in files:
        def report(line, message, path=path):
            problems.append(f"{relative(path)}:{line}: {message}")
        text = path.read_text()
        check_text(text, report)
        if path.suffix in {".h", ".cpp", ".py", ".cmake"} or path.name == "dev":
            check_columns(text, report)
    for path in sources("cds", "src", "test", "projects"):
        def report(line, message, path=path):
            problems.append(f"{relative(path)}:{line}: {message}")
        check_cpp(path, path.read_text(), report)
        if relative(path).startswith("cds/"):
            check_layers(relative(path), path.read_text(), report)
        if relative(path).startswith("cds/") and "details" not in path.parts:
            check_documented(path.read_text(), report)
        if not relative(path).startswith(MAY_INCLUDE_PEERS):
            check_includes(path.read_text(), report)
    print("\n".join(problems + [f"file lint: {len(files)} files, {len(problems)} problems"]))
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
