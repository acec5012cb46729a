#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Checks the ordering comments of cds/ and src/.

Directly above every statement that accesses an atomic stands one of

  // [L3] release-CAS -> [L1, L2]: what the edge carries
  // relaxed: why no order is needed
  // light: which fence does the rest          (a signal fence only)

with `->` publishes to, `<-` reads from, `<->` paired fences. A partner is a label of any file
(`hazard_slot.h [D4]` names the file as well) or `*` in a primitive whose callers name theirs.

  1  every access that spells an order has its comment; one comment may stand above several
     statements in a row only if it covers each of them
  2  the comment's order and operation are those of the code
  3  partners exist; they are named from both sides
  4  a label belongs to one place, its letters to one header and the sources that implement it;
     an edge says what it carries
  5  no default order: load, store, exchange, fetch_*, CAS and fences spell theirs, a CAS both
  6  an invariant that a comment cites is defined, once: `FB-I1` anywhere, `I1` in the same header
     or in that of the source's name. A definition is a line `FB-I1  what holds` of a doc comment,
     or `- C-I1 what holds` in cds/gc/core/README.md

An access whose order is a parameter of the function around it forwards its caller's order and
needs no comment.  `edge_lint.py` checks the tree, `edge_lint.py FILE...` these files together,
`edge_lint.py --list` prints the edges, `edge_lint.py --self-test` checks the checker.
"""

import dataclasses
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

ACCESS = re.compile(
    r"(?:\.|->)\s*(?P<op>load|store|exchange|compare_exchange_(?:weak|strong)|fetch_\w+|"
    r"test_and_set)\s*\(|\b(?P<fence>atomic_(?:thread|signal)_fence)\s*\(")
ORDER = re.compile(r"memory_order(?:_|::)(relaxed|consume|acquire|release|acq_rel|seq_cst)\b")
FORWARDED = re.compile(r"\b(?:\w*order\w*|success|failure)\b")
EDGE = re.compile(
    r"\[(?P<label>[A-Z]{1,3}\d+[a-z]?)\]\s+(?P<what>[\w-]+(?:\s+\([^)]*\))?)\s*"
    r"(?P<arrow><->|->|<-)\s*(?P<partners>[^:]*?):\s*(?P<text>\S.*)?$")
LABEL = re.compile(r"\[([^\]]*)\]")
NAME = re.compile(r"[A-Z]{1,3}\d+[a-z]?$")
INVARIANT = re.compile(r"(?<![\w-])(?:[A-Z]{1,3}-)?I\d+\b")
DEFINITION = re.compile(r"\s*(?:///\s+(?:invariants\s+)?(?P<id>(?:[A-Z]{1,3}-)?I\d+)  \S|"
                        r"- (?P<listed>[A-Z]{1,3}-I\d+) \S)")
STRENGTH = {"relaxed", "consume", "acquire", "release", "acq_rel", "seq_cst"}
FEWEST_ARGUMENTS = {"load": 1, "store": 2, "exchange": 2, "test_and_set": 1, "fence": 1, "CAS": 4}


@dataclasses.dataclass
class Access:
    line: int
    kind: str           # load, store, exchange, fetch_add, CAS, fence ...
    arguments: list
    statement: int      # the line on which the statement begins
    compiler_only: bool  # a signal fence

    def orders(self):
        """The orders spelled in the last arguments; a name that forwards one counts as `?`."""
        found = []
        for argument in self.arguments:
            spelled = ORDER.search(argument)
            if spelled:
                found.append(spelled.group(1))
            elif FORWARDED.search(argument):
                found.append("?")
        return found


@dataclasses.dataclass
class Edge:
    file: str
    line: int
    label: str
    order: str
    operation: str
    arrow: str
    partners: list
    anyone: bool
    text: str


def blank_comments_and_strings(text):
    """The same text with comments and literals turned to spaces, so that columns stay."""
    pattern = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])'", re.S)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def matching_bracket(code, start):
    depth = 0
    for i in range(start, len(code)):
        if code[i] in "([{":
            depth += 1
        elif code[i] in ")]}":
            depth -= 1
            if depth == 0:
                return i
    return len(code) - 1


def split_arguments(text):
    parts, depth, start = [], 0, 0
    for i, c in enumerate(text):
        depth += (c in "([{<") - (c in ")]}" or (c == ">" and text[i - 1:i] != "-"))
        if c == "," and depth == 0:
            parts.append(text[start:i].strip())
            start = i + 1
    parts.append(text[start:].strip())
    return [p for p in parts if p]


def statement_start(code, position):
    """Where the statement around `position` begins: after the last ; { } outside brackets."""
    depth = 0
    for i in range(position - 1, -1, -1):
        if code[i] in ")]":
            depth += 1
        elif code[i] in "([":
            depth -= 1
        elif depth <= 0 and code[i] in ";{}":
            start = i + 1
            break
    else:
        start = 0
    while start < position and code[start].isspace():
        start += 1
    return start


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def accesses_of(code):
    found = []
    for match in ACCESS.finditer(code):
        opening = match.end() - 1
        arguments = split_arguments(code[opening + 1:matching_bracket(code, opening)])
        kind = "fence" if match.group("fence") else match.group("op")
        if kind.startswith("compare_exchange"):
            kind = "CAS"
        start = statement_start(code, match.start())
        found.append(Access(line_of(code, match.start()), kind, arguments, line_of(code, start),
                            "signal" in match.group()))
    return found


def comment_block_above(lines, line):
    """The comment lines directly above `line` (1-based), top first, as (line number, text)."""
    block = []
    i = line - 2
    while i >= 0 and re.match(r"\s*//", lines[i]):
        block.append((i + 1, re.sub(r"^\s*//+\s?", "", lines[i]).rstrip()))
        i -= 1
    return block[::-1]


def comments_for(lines, access):
    """What covers an access: comments above its own line, inside or above its statement."""
    block = comment_block_above(lines, access.line)
    for line in range(access.statement, access.line):
        block = comment_block_above(lines, line) + block
    seen = dict(block)
    return sorted(seen.items())


def parse_edge(file, line, text):
    match = EDGE.match(text)
    if not match:
        return None
    what = match.group("what").split()[0]
    order, _, operation = what.partition("-")
    partners = []
    for group in LABEL.findall(match.group("partners")):
        partners += [p.strip() for p in group.split(",")]
    anyone = "*" in match.group("partners")
    return Edge(file, line, match.group("label"), order, operation, match.group("arrow"),
                [p for p in partners if p != "*"], anyone, match.group("text") or "")


class Lint:
    def __init__(self):
        self.problems = []
        self.edges = {}
        self.invariants = {}  # from id to where it is defined
        self.citations = []   # (file, line, id)

    def report(self, file, line, rule, message):
        self.problems.append(f"{file}:{line}: rule {rule}: {message}")

    def add_file(self, file, text):
        lines = text.split("\n")
        for number, line in enumerate(lines, 1):
            self.collect_invariants(file, number, line)
            if file.endswith(".md"):
                continue
            self.collect_edge(file, number, line)
        if file.endswith(".md"):
            return
        code = blank_comments_and_strings(text)
        for access in accesses_of(code):
            self.check_access(file, lines, access)

    def collect_invariants(self, file, number, line):
        definition = DEFINITION.match(line)
        if definition:
            name = definition.group("id") or definition.group("listed")
            key = self.key_of(file, name)
            if key in self.invariants:
                self.report(file, number, 6, f"{name} is defined in {self.invariants[key]} already")
            self.invariants[key] = f"{file}:{number}"
        comment = line[line.find("//"):] if "//" in line else line if file.endswith(".md") else ""
        for cited in INVARIANT.finditer(comment):
            self.citations.append((file, number, cited.group()))

    @staticmethod
    def key_of(file, name):
        """Names without a letter belong to a header and its source."""
        return name if "-" in name else f"{pathlib.PurePath(file).stem}: {name}"

    def check_invariants(self):
        for file, number, name in self.citations:
            if self.key_of(file, name) not in self.invariants:
                self.report(file, number, 6, f"{name} is defined nowhere")

    def collect_edge(self, file, number, line):
        comment = re.match(r"\s*//+\s*(\[[A-Z].*)", line)
        if not comment or not re.match(r"\[[A-Z]{1,3}\d+[a-z]?\]\s+\w+-", comment.group(1)):
            return
        edge = parse_edge(file, number, comment.group(1).rstrip())
        if edge is None:
            self.report(file, number, 4, "not of the form `[X1] order-op -> [X2]: what it carries`")
            return
        if edge.label in self.edges:
            other = self.edges[edge.label]
            self.report(file, number, 4, f"[{edge.label}] is taken by {other.file}:{other.line}")
            return
        self.edges[edge.label] = edge

    def check_access(self, file, lines, access):
        orders = access.orders()
        if not orders:
            if self.looks_atomic(access):
                self.report(file, access.line, 5, f"{access.kind} without a memory order")
            return
        if access.kind == "CAS" and len(orders) < 2:
            self.report(file, access.line, 5, "a CAS spells its success and its failure order")
            return
        if "?" in orders:
            return
        block = comments_for(lines, access)
        edges = [e for n, t in block if (e := parse_edge(file, n, t))]
        relaxed = any(re.match(r"relaxed: \S", t) for _, t in block)
        if access.compiler_only and any(re.match(r"light: \S", t) for _, t in block):
            return
        if not edges and not relaxed:
            self.report(file, access.line, 1, f"{orders[0]} {access.kind} has no comment above it")
        elif set(orders) == {"relaxed"}:
            if not relaxed and not any(e.order == "relaxed" for e in edges):
                self.report(file, access.line, 2, "is relaxed; the comment says otherwise")
        elif not any(self.covers(e, access, orders) for e in edges):
            self.report(file, access.line, 2,
                        f"no comment above says {orders[0]}-{access.kind}")

    @staticmethod
    def looks_atomic(access):
        """load(), store(x) ... with fewer arguments than an explicit order needs."""
        if access.kind in ("CAS", "fence", "test_and_set") or access.kind.startswith("fetch_"):
            return True
        return len(access.arguments) < FEWEST_ARGUMENTS[access.kind]

    @staticmethod
    def covers(edge, access, orders):
        names = {access.kind, access.kind.replace("_", "-")}
        if access.kind.startswith("fetch_"):
            names |= {"RMW", "add", access.kind[len("fetch_"):]}
        if access.kind == "exchange":
            names |= {"RMW", "xchg"}
        return edge.order in orders and edge.operation in names

    def check_partners(self):
        letters = {}
        for edge in self.edges.values():
            letter = re.match(r"[A-Z]+", edge.label).group()
            if edge.file.endswith(".h"):
                owner = letters.setdefault(letter, edge.file)
                if owner != edge.file:
                    self.report(edge.file, edge.line, 4, f"the letter {letter} belongs to {owner}")
            if not edge.text:
                self.report(edge.file, edge.line, 4, "the edge does not say what it carries")
            if not edge.partners and not edge.anyone:
                self.report(edge.file, edge.line, 3, "the edge names no partner")
            for partner in edge.partners:
                self.check_partner(edge, partner)

    def check_partner(self, edge, partner):
        other = self.edges.get(partner)
        if not NAME.match(partner) or other is None:
            self.report(edge.file, edge.line, 3, f"there is no edge [{partner}]")
        elif edge.label not in other.partners and not other.anyone:
            self.report(edge.file, edge.line, 3, f"[{partner}] does not name [{edge.label}] back")
        elif edge.label in other.partners:
            self.check_arrows(edge, other)

    def check_arrows(self, edge, other):
        fitting = {"->": {"<-", "<->"}, "<-": {"->", "<->"}, "<->": {"<->", "->", "<-"}}
        if other.arrow not in fitting[edge.arrow]:
            self.report(edge.file, edge.line, 3,
                        f"[{edge.label}] {edge.arrow} [{other.label}], but there {other.arrow}")


def lint(files):
    """`files`: pairs of name and text. Returns the Lint with its problems."""
    result = Lint()
    for name, text in files:
        result.add_file(name, text)
    result.check_partners()
    result.check_invariants()
    return result


def tree_files():
    paths = [*(ROOT / "cds").rglob("*.h"), *(ROOT / "src").rglob("*.cpp"),
             *(ROOT / "src").rglob("*.h"), ROOT / "cds/gc/core/README.md"]
    return sorted(paths)


SNIPPETS = [  # (what it shows, rules expected to complain, source)
    ("a pair of edges", [], """
        // [A1] release-store -> [A2]: the value
        x.store(1, atomics::memory_order_release);
        // [A2] acquire-load <- [A1]: the value is built
        return x.load(atomics::memory_order_acquire);"""),
    ("a relaxed access with its reason", [], """
        // relaxed: a counter
        n.fetch_add(1, atomics::memory_order_relaxed);"""),
    ("a CAS over several lines", [], """
        // [A1] release-CAS -> *: publishes
        return p->compare_exchange_strong(e, link(&v, 0),
                                          atomics::memory_order_release,
                                          atomics::memory_order_relaxed);"""),
    ("a comment of two lines", [], """
        // [A1] acq_rel-exchange <-> *: takes what others left,
        // and leaves ours
        t = x.exchange(nullptr, atomics::memory_order_acq_rel);"""),
    ("a forwarded order", [], "T load(memory_order order) { return cell.load(order); }"),
    ("a light fence that says so", [], """
        // light: the scanner's barrier does the rest
        atomics::atomic_signal_fence(atomics::memory_order_seq_cst);"""),
    ("a full fence that calls itself light", [1], """
        // light: no
        atomics::atomic_thread_fence(atomics::memory_order_seq_cst);"""),
    ("a comment inside a long statement", [], """
        while (
            // relaxed: only a hint
            flag.load(atomics::memory_order_relaxed))
            pause();"""),
    ("a load that is no atomic's", [], "auto f = file.load(name, options);"),
    ("no comment", [1], "x.store(1, atomics::memory_order_release);"),
    ("a blank line between", [1], """
        // relaxed: why

        x.load(atomics::memory_order_relaxed);"""),
    ("one comment, two statements", [1], """
        // relaxed: both
        x.load(atomics::memory_order_relaxed);
        y.load(atomics::memory_order_relaxed);"""),
    ("the order differs", [2], """
        // [A1] release-store -> *: the value
        x.store(1, atomics::memory_order_seq_cst);"""),
    ("the operation differs", [2], """
        // [A1] release-store -> *: the value
        x.exchange(1, atomics::memory_order_release);"""),
    ("said to be an edge, is relaxed", [2], """
        // [A1] release-store -> *: the value
        x.store(1, atomics::memory_order_relaxed);"""),
    ("said to be relaxed, is not", [2], """
        // relaxed: why
        x.store(1, atomics::memory_order_release);"""),
    ("no such partner", [3], """
        // [A1] release-store -> [A9]: the value
        x.store(1, atomics::memory_order_release);"""),
    ("a partner that does not know", [3], """
        // [A1] release-store -> [A2]: the value
        x.store(1, atomics::memory_order_release);
        // [A2] acquire-load <- [A3]: the value
        x.load(atomics::memory_order_acquire);
        // [A3] release-store -> [A2]: the value
        x.store(1, atomics::memory_order_release);"""),
    ("arrows that contradict", [3, 3], """
        // [A1] release-store -> [A2]: the value
        x.store(1, atomics::memory_order_release);
        // [A2] acquire-load -> [A1]: the value
        x.load(atomics::memory_order_acquire);"""),
    ("a label used twice", [4], """
        // [A1] release-store -> *: the value
        x.store(1, atomics::memory_order_release);
        // [A1] release-store -> *: another
        y.store(1, atomics::memory_order_release);"""),
    ("nothing carried", [4], """
        // [A1] release-store -> *:
        x.store(1, atomics::memory_order_release);"""),
    ("default orders", [5, 5, 5, 5], """
        x.load(); x.store(1); x.fetch_add(1); atomics::atomic_thread_fence();"""),
    ("a CAS with one order", [5], """
        // [A1] acq_rel-CAS <-> *: the value
        x.compare_exchange_weak(e, v, atomics::memory_order_acq_rel);"""),
    ("invariants and who cites them", [], """
        ///   invariants  A-I1  one holds
        ///               I2  another
        f(); // I2, and A-I1"""),
    ("an invariant that nobody defines", [6, 6], """
        ///   invariants  A-I1  one holds
        f(); // A-I2, I1"""),
    ("an invariant of two definitions", [6], """
        ///   invariants  A-I1  one holds
        ///   invariants  A-I1  another"""),
]

FILES = [  # (what it shows, rules expected to complain, files)
    ("letters of two headers", [4, 4], {"a.h": SNIPPETS[0][2],
                                        "b.h": SNIPPETS[0][2].replace("A", "A1")}),
    ("invariants of a header, its source, a list", [], {
        "a.h": "///   invariants  I1  one holds", "a.cpp": "f(); // I1, C-I1",
        "r.md": "- C-I1 what always holds"}),
    ("a name without a letter, of another header", [6], {
        "a.h": "///   invariants  I1  one holds", "b.h": "f(); // I1"}),
]


def self_test():
    wrong = 0
    cases = [(w, e, {"snippet.h": source}) for w, e, source in SNIPPETS] + FILES
    for what, expected, files in cases:
        problems = lint(files.items()).problems
        rules = sorted(int(re.search(r"rule (\d)", p).group(1)) for p in problems)
        if rules != expected:
            wrong += 1
            print(f"self-test '{what}': expected rules {expected}, got {problems}")
    print(f"edge lint self-test: {len(cases) - wrong} of {len(cases)} are right")
    return 1 if wrong else 0


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    listing = arguments == ["--list"]
    paths = tree_files() if listing or not arguments else [pathlib.Path(a) for a in arguments]
    if not paths:
        print("edge lint: no file to check")
        return 1
    names = [p.resolve().relative_to(ROOT).as_posix() if p.resolve().is_relative_to(ROOT)
             else str(p) for p in paths]
    result = lint(zip(names, (p.read_text() for p in paths)))
    if listing:
        for edge in sorted(result.edges.values(), key=lambda e: (e.file, e.line)):
            partners = ", ".join(edge.partners + ["*"] * edge.anyone)
            print(f"{edge.file}:{edge.line}: [{edge.label}] {edge.order}-{edge.operation} "
                  f"{edge.arrow} {partners}")
        return 0
    for problem in result.problems:
        print(problem)
    print(f"edge lint: {len(paths)} files, {len(result.edges)} edges, "
          f"{len(result.problems)} problems")
    return 1 if result.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
