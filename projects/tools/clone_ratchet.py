#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""The share of code lines that stand elsewhere in the same folder too, and a ratchet on it.

A clone is six code lines in a row that stand, exactly, at another place; blank lines, comments,
includes and lone braces do not count. clone_ratchet.txt holds one line per folder: name, the
share measured last in per cent, the share never to exceed. The check fails when a folder is above
its last share by more than half a per cent, or above its limit.

  clone_ratchet.py            checks
  clone_ratchet.py --update   writes lower shares down; refuses to raise one
  clone_ratchet.py --show     prints the largest clones
"""

import collections
import itertools
import pathlib
import sys

from source_lines import code_lines, relative, sources

WINDOW = 6
SLACK = 0.5
RATCHET = pathlib.Path(__file__).with_name("clone_ratchet.txt")


def windows_of(files):
    """Every run of WINDOW code lines -> the places where it stands, as (file, first index)."""
    places = collections.defaultdict(list)
    for name, lines in files.items():
        for i in range(len(lines) - WINDOW + 1):
            places[tuple(text for _, text in lines[i:i + WINDOW])].append((name, i))
    return {run: where for run, where in places.items() if len(where) > 1}


def cloned_lines(files):
    cloned = collections.defaultdict(set)
    for where in windows_of(files).values():
        for name, first in where:
            cloned[name].update(range(first, first + WINDOW))
    return cloned


def load(folder):
    return {relative(p): code_lines(p.read_text()) for p in sources(folder)}


def share(files):
    total = sum(len(lines) for lines in files.values())
    return 100.0 * sum(map(len, cloned_lines(files).values())) / total if total else 0.0


def read_ratchet():
    rows = [line.split() for line in RATCHET.read_text().splitlines()]
    return [(row[0], float(row[1]), float(row[2])) for row in rows if row and row[0] != "#"]


def write_ratchet(rows):
    head = [line for line in RATCHET.read_text().splitlines() if line.startswith("#")]
    body = [f"{folder:<6} {last:6.1f} {limit:6.1f}" for folder, last, limit in rows]
    RATCHET.write_text("\n".join(head + body) + "\n")


def show(folder):
    files = load(folder)
    cloned = cloned_lines(files)
    for name, indexes in sorted(cloned.items(), key=lambda item: -len(item[1])):
        print(f"{folder}: {len(indexes):5} of {len(files[name]):5} lines  {name}")
        ordered = sorted(indexes)
        for _, group in itertools.groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
            run = [index for _, index in group]
            first, last = files[name][run[0]][0], files[name][run[-1]][0]
            print(f"        lines {first}-{last}: {files[name][run[0]][1][:60]}")


def main(arguments):
    failed = False
    rows = []
    for folder, last, limit in read_ratchet():
        if arguments == ["--show"]:
            show(folder)
        now = share(load(folder))
        allowed = min(last + SLACK, limit)
        bad = now > allowed
        failed = failed or bad
        verdict = "TOO MUCH" if bad else "ok"
        print(f"clones: {folder:<6} {now:5.1f} % (last {last:.1f} %, limit {limit:.0f} %) "
              f"{verdict}")
        rows.append((folder, min(now, last), limit))
    if arguments == ["--update"]:
        write_ratchet(rows)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
