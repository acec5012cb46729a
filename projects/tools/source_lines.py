# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""The code lines of a C++ file, as the lint tools count them."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|(\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])')", re.S)
UNCOUNTED = re.compile(r"[{}()\[\];,\s]*$|\s*#\s*(?:include|ifndef|ifdef|if|else|endif|pragma)\b"
                       r"|\s*#\s*define\s+CDSLIB_\w+_H\s*$|\s*(?:public|private|protected):\s*$")


def without_comments(text):
    """`text` with comments removed; literals and line numbers stay."""
    def replace(match):
        return match.group(1) or "\n" * match.group().count("\n")
    return COMMENT.sub(replace, text)


def code_lines(text):
    """Pairs (line number, line without its spaces at the ends) of the lines that hold code."""
    lines = enumerate(without_comments(text).split("\n"), 1)
    return [(n, " ".join(line.split())) for n, line in lines if not UNCOUNTED.match(line)]


def sources(*folders):
    """Every C++ file below these folders of the tree, sorted."""
    found = []
    for folder in folders:
        for pattern in ("*.h", "*.cpp"):
            found += (ROOT / folder).rglob(pattern)
    return sorted(found)


def relative(path):
    return pathlib.Path(path).resolve().relative_to(ROOT).as_posix()
