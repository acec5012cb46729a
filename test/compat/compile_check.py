#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""What must compile, and what must not. One check each, by name:

  headers   every header under cds/ compiles alone, twice in a row, under our warnings, makes
            visible what visible.json says, and takes every cds/ header from this tree, not from one
            installed on the machine; so do the tests and programs; macros of well-known libraries,
            defined before, change nothing
  noexcept  headers and src/ compile with -fno-exceptions -fno-rtti
  warnings  all headers, and warnings_of_users.cpp, compile under the warnings that users have on
  unity     the library, all headers and a program are one translation unit, which runs
  sources   every source in src/ compiles with -std=c++20 and -I alone; those objects are a library:
            bare_*.cpp, compiled with this flag or that, link with them and run, or, when a flag
            changes the atomics, do not link
  readme    every ```cpp block of README.md compiles as it stands; one with a main() runs; its table
            says truly of each header whether it brings a policy
  traits    the defaults that cds/container/TRAITS.md names are those of the headers, and none is
            missing there
  fail      every compile_fail/*.cpp is refused, where it is an error to ignore a result, with the
            message its first line names: `// error: <regular expression>`
"""

import argparse
import atexit
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Werror"]
# What users build with: all of it is silent about our headers.
WARNINGS_OF_USERS = {
    "g++": ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Wconversion", "-Wnull-dereference",
            "-Wuseless-cast", "-Wswitch-enum", "-Wredundant-tags", "-Werror", "-O2",
            "-fsanitize=thread"],
    "clang": ["-Weverything", "-Werror",
              # about what a C++20 library is
              "-Wno-c++98-compat", "-Wno-c++98-compat-pedantic", "-Wno-c++20-compat",
              # CDS_OS__NAME and the like are libcds's
              "-Wno-reserved-macro-identifier",
              # layouts are chosen, and `switch` over all of an enumeration has no default
              "-Wno-padded", "-Wno-switch-default",
              # pointers are what it is about; -Wno-unknown because older ones do not know it
              "-Wno-unknown-warning-option", "-Wno-unsafe-buffer-usage",
              # exceptions are defined in headers; what ends with its module is a static object
              "-Wno-weak-vtables", "-Wno-global-constructors", "-Wno-exit-time-destructors"],
}
NO_RUNTIME = ["-fno-exceptions", "-fno-rtti"]


# The library's own names are none of these, whatever the order of includes.
FOREIGN_MACROS = """
#define CDS_DEPRECATED(message) _Pragma("liburcu's")
#define signals Q_SIGNALS
#define emit
#define foreach Q_FOREACH
#define None 0L
#define Bool int
#define Status int
#define Always 2
#define Success 0
#define interface struct
#define near
#define far
#define IN
#define OUT
#define ERROR 0
#define DELETE 0x10000L
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define barrier() __asm__ __volatile__("")
#define slots Q_SLOTS
#define forever for (;;)
#define require(condition) if (!(condition)) return
#define check(condition) if (!(condition)) __builtin_trap()
#define verify(condition) if (!(condition)) __builtin_trap()
#define ensure(condition) (!!(condition))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#undef major
#undef minor
#define major(device) gnu_dev_major(device)
#define minor(device) gnu_dev_minor(device)
#define makedev(a, b) gnu_dev_makedev(a, b)
#undef linux
#undef unix
#define linux 1
#define unix 1
#define I _Complex_I
#define B0 0
#define Yield() Sleep(0)
#define small char
#define hyper long
#define TRUE 1
#define FALSE 0
#define NO_ERROR 0
#define OPTIONAL
#define STRICT 1
#define Unsorted 0
#define True 1
#define False 0
#define nil nullptr
#define Nil nullptr
#define CONSTANT 1
#define DOMAIN 1
#define OVERFLOW 3
#define access_once(x) (*(volatile __typeof__(x)*)&(x))
#define container_of(p, type, member) ((type*)((char*)(p) - offsetof(type, member)))
#define offset_of(type, member) offsetof(type, member)
#define list_entry(p, type, member) container_of(p, type, member)
"""


class Compiler:
    def __init__(self, program, flags):
        self.program = program
        self.bare = [program, "-std=c++20", f"-I{ROOT}"]
        self.flags = flags

    def run(self, *arguments, stdin=None):
        done = subprocess.run([*self.bare, *self.flags, *arguments], input=stdin, text=True,
                              capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    def check_text(self, text, *flags):
        """Compiles `text` without output; returns an error message, empty when it is accepted."""
        code, _, errors = self.run(*flags, "-fsyntax-only", "-x", "c++", "-", stdin=text)
        return errors if code else ""


def relative(path):
    return path.relative_to(ROOT).as_posix()


def all_headers():
    return sorted((ROOT / "cds").rglob("*.h"))


def all_sources():
    return sorted((ROOT / "src").rglob("*.cpp"))


def foreign_headers(compiler, text):
    """cds/ headers that `text` reaches outside this tree."""
    code, rule, errors = compiler.run("-M", "-x", "c++", "-", stdin=text)
    if code:
        return errors
    paths = re.findall(r"\S*/cds/\S+\.h", rule)
    strangers = {p for p in paths if not pathlib.Path(p).resolve().is_relative_to(ROOT)}
    return "".join(f"taken from outside the tree: {p}\n" for p in sorted(strangers))


def named_headers():
    """The cds/ headers that sources of tests and programs include; the benchmarks also include
    the installed ones, on purpose."""
    names = set()
    for folder in ("test", "projects"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in {".h", ".cpp"} and not relative(path).startswith("test/bench/"):
                includes = re.findall(r"^ *# *include *[<\"](cds/[^>\"]+)", path.read_text(), re.M)
                names |= set(includes)
    return "".join(f"#include <{name}>\n" for name in sorted(names))


def among_foreign_macros(text):
    """The standard headers come first, which may use such names in other systems' ways."""
    named = re.compile(r"^ *# *include *<(\w+|boost/[^>]+)>", re.M)
    standard = {name for path in all_headers() for name in named.findall(path.read_text())}
    includes = "".join(f"#if __has_include(<{name}>)\n#include <{name}>\n#endif\n"
                       for name in sorted(standard) if name != "intrin")
    return f"{includes}{FOREIGN_MACROS}{text}"


def reached(table, header):
    """The headers whose names programs find after including `header`: itself first."""
    found = [header]
    for name in found:
        found += [r for r in table[name].get("reaches", []) if r not in found]
    return found


def uses_of(entry):
    """Code that uses each name of an entry of visible.json."""
    for macro in entry.get("macros", []):
        yield f'#if !defined({macro})\n#error "no macro {macro}"\n#endif'
    for name in entry.get("names", []):
        yield "using " + (name if name.startswith("::") else "::" + name) + ";"
    for name in entry.get("types", []):
        yield f"using type = {name};"
    for name in entry.get("namespaces", []):
        yield f"namespace alias = {name};"


def uses_of_visible(table, header):
    """Code that uses all that programs written for libcds find after including `header` alone."""
    if header not in table:
        return ""
    uses = [use for name in reached(table, header) for use in uses_of(table[name])]
    return "".join(use + "\n" if use.startswith("#") else f"namespace use_{i} {{ {use} }}\n"
                   for i, use in enumerate(uses))


def headers(compiler):
    table = json.loads((HERE / "visible.json").read_text())

    def alone(path):
        text = f"#include <{relative(path)}>\n" * 2
        return compiler.check_text(text + uses_of_visible(table, relative(path)[len("cds/"):]),
                                   *WARNINGS)

    def exists(name):
        return "" if (ROOT / "cds" / name).is_file() else "is not in the tree\n"

    everything = "".join(f"#include <{relative(p)}>\n" for p in all_headers())
    return [(relative(p), alone, p) for p in all_headers()] + [
        (f"visible.json: {name}", exists, name) for name in table] + [
        ("all headers together", lambda t: compiler.check_text(t, *WARNINGS), everything),
        ("all headers among macros of other libraries",
         lambda t: compiler.check_text(t, *WARNINGS), among_foreign_macros(everything)),
        ("all headers after <complex.h> and <sys/sysmacros.h> under gnu++20",
         lambda t: compiler.check_text(t, "-std=gnu++20"),
         # Boost comes first: it does not compile after <complex.h>
         "#if __has_include(<boost/intrusive/list.hpp>)\n#include <boost/intrusive/list.hpp>\n"
         "#include <boost/intrusive/slist.hpp>\n#endif\n"
         "#if defined(CDS_USE_BOOST_ATOMIC)\n#include <boost/atomic.hpp>\n#endif\n"
         f"#include <complex.h>\n#include <sys/sysmacros.h>\n{everything}"),
        ("headers come from this tree", lambda t: foreign_headers(compiler, t), everything),
        ("headers of tests and programs come from this tree",
         lambda t: foreign_headers(compiler, t), named_headers())]


def noexcept(compiler):
    everything = "".join(f"#include <{relative(p)}>\n" for p in all_headers())
    cases = [("all headers", lambda t: compiler.check_text(t, *NO_RUNTIME), everything)]
    for source in all_sources():
        cases.append((relative(source), lambda s: compiler.check_text(s, *NO_RUNTIME),
                      f'#include "{source}"\n'))
    return cases


def bare_objects(compiler):
    """The library compiled with -std=c++20 and -I alone: where, its objects, and what failed."""
    compiler.flags = []
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)

    def compile_one(source):
        target = str(pathlib.Path(folder, source.stem + ".o"))
        return target, compiler.run("-c", str(source), "-o", target)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        compiled = list(pool.map(compile_one, all_sources()))
    failures = "".join(errors for _, (code, _, errors) in compiled if code)
    return folder, [target for target, _ in compiled], failures


def link_and_run(compiler, folder, objects, program, flags):
    """Builds `program`, one of ours or a path, with `flags` against the library's bare objects, and
    runs it."""
    stem = pathlib.Path(folder, program + "".join(flags).replace("=", ""))
    binary, user = str(stem), f"{stem}.o"
    code, _, errors = compiler.run("-c", str(HERE / f"{program}.cpp"), "-o", user, *flags)
    if code:
        return errors
    link = subprocess.run([compiler.program, user, *objects, "-o", binary, "-pthread"],
                          text=True, capture_output=True, check=False)
    if link.returncode:
        return link.stderr
    ran = subprocess.run([binary], text=True, capture_output=True, check=False, timeout=60)
    return f"exit code {ran.returncode}\n{ran.stderr}" if ran.returncode else ""


def link_is_refused(*arguments):
    """For each call into the library: one that is let through would bring down the rest."""
    errors = link_and_run(*arguments)
    undefined = [line for line in errors.split("\n") if "undefined" in line and "cds" in line]
    if undefined and all("boost_atomics" in line for line in undefined):
        return ""
    return f"it links: {errors}\n"


def sources(compiler):
    folder, objects, failures = bare_objects(compiler)
    if failures:
        return [("src/", lambda text: text, failures)]

    def user(title, flags, way=link_and_run, program="bare_user"):
        return title, lambda f: way(compiler, folder, objects, program, f), flags

    return [user("a user without flags", []),
            user("an optimised user without assertions", ["-O2", "-DNDEBUG"]),
            user("a user without exceptions and RTTI", NO_RUNTIME),
            user("a user with other atomics is refused by the linker",
                 ["-DCDS_USE_BOOST_ATOMIC"], link_is_refused),
            user("who only initialises", [], program="bare_initialiser"),
            user("who only initialises, with other atomics, is refused by the linker",
                 ["-DCDS_USE_BOOST_ATOMIC"], link_is_refused, "bare_initialiser")]


def warnings(compiler):
    _, version, _ = compiler.run("--version")
    flags = WARNINGS_OF_USERS["clang" if "clang" in version else "g++"]
    everything = "".join(f"#include <{relative(p)}>\n" for p in all_headers())

    def compile_text(text):
        code, _, errors = compiler.run(*flags, "-c", "-x", "c++", "-", "-o", os.devnull, stdin=text)
        return errors if code else ""

    program = f'#include "{HERE / "warnings_of_users.cpp"}"\n'
    return [("all headers and a program", compile_text, everything + program)]


def unity(compiler):
    includes = [f"#include <{relative(p)}>\n" for p in all_headers()]
    includes += [f'#include "{p}"\n' for p in [*all_sources(), HERE / "bare_user.cpp"]]

    def build_and_run(text):
        with tempfile.TemporaryDirectory() as folder:
            binary = str(pathlib.Path(folder, "unity"))
            code, _, errors = compiler.run("-x", "c++", "-", "-o", binary, "-pthread", stdin=text)
            if code:
                return errors
            ran = subprocess.run([binary], text=True, capture_output=True, check=False, timeout=60)
            return f"exit code {ran.returncode}\n{ran.stderr}" if ran.returncode else ""

    return [("the library, all headers and a program", build_and_run, "".join(includes))]


def policy_of(compiler, header):
    """What README.md's table should say of a header of containers: in it, beside it, takes none."""
    code, rule, errors = compiler.run("-M", "-x", "c++", "-", stdin=f"#include <{header}>\n")
    if code:
        return errors
    if re.search(r"\bcds/gc/dhp\.h", rule):
        return "in it"
    taken = re.search(r"^template <class GC\b", (ROOT / header).read_text(), re.M)
    return "beside it" if taken else "takes none"


def readme_table(compiler, text):
    """A case a row of the table of containers, whose first two columns are headers and policy."""
    def compare(row):
        names, said = re.findall(r"`([^`]+)`", row[0]), row[1]
        folder = names[0].rpartition("/")[0]
        found = {name: policy_of(compiler, name if "/" in name else f"{folder}/{name}")
                 for name in names}
        return "".join(f"{name}: {policy}\n" for name, policy in found.items() if policy != said)

    rows = re.findall(r"^\| (`cds/container/[^|]*) \| ([^|]*) \|", text, re.M)
    return [(row[0], compare, row) for row in rows] or [("table", lambda e: e, "no table\n")]


def readme(compiler):
    folder, objects, failures = bare_objects(compiler)
    if failures:
        return [("src/", lambda text: text, failures)]
    text = (ROOT / "README.md").read_text()
    cases = readme_table(compiler, text)
    for block in re.finditer(r"^```cpp\n(.*?)^```", text, re.M | re.S):
        line = text.count("\n", 0, block.start()) + 1
        program = pathlib.Path(folder, f"readme_{line}.cpp")
        program.write_text(block.group(1))
        if "int main" in block.group(1):
            cases.append((f"line {line}", lambda p: link_and_run(
                compiler, folder, objects, str(p.with_suffix("")), []), program))
        else:
            cases.append((f"line {line}", lambda p: compiler.check_text(p.read_text()), program))
    return cases


def traits(compiler):
    """Each section names the struct, the header that brings it and the file where it is written."""
    page = (ROOT / "cds/container/TRAITS.md").read_text()
    sections = re.findall(r"^## [^\n]*\n\n`((?:\w+::)+)traits` of `<([^>]+)>`,\s+written in\s+"
                          r"\[[^]]*\]\(([^)]+)\)(.*?)(?=^## |\Z)", page, re.M | re.S)

    def compare(section):
        where, header, file, rest = section
        rows = re.findall(r"^\| `(\w+)` \| `(= )?([^`]+)` \|$", rest, re.M)
        path = (ROOT / "cds/container" / file).resolve()
        struct = re.search(r"^struct traits\b.*?^};", path.read_text(), re.M | re.S).group(0)
        declared = re.findall(r"^ {4}(?:using|static constexpr (?:[\w:]+ )+?)\s*(\w+) =", struct,
                              re.M)
        missing = "".join(f"{name} is not on the page\n" for name in declared
                          if name not in [row[0] for row in rows])
        text = f"#include <{header}>\n#include <type_traits>\n"
        text += f"void check() {{ using namespace cds; using namespace cds::{where[:-2]};\n"
        for name, value, default in rows:
            text += (f"static_assert(traits::{name} == {default});\n" if value else
                     f"static_assert(std::is_same_v<traits::{name}, {default}>);\n")
        return missing + compiler.check_text(text + "}\n")

    tables = page.count("| trait | default |")
    return [(section[0] + "traits", compare, section) for section in sections] + [
        ("all tables are compared",
         lambda n: "" if n == len(sections) else f"{n} tables, {len(sections)} sections\n", tables)]


def refused(compiler, path):
    text = path.read_text()
    wanted = re.match(r"// error: (.+)", text)
    if not wanted:
        return "the first line must be `// error: <regular expression>`\n"
    code, _, errors = compiler.run("-fsyntax-only", "-Werror=unused-result",
                                  f"-I{ROOT / 'test/include'}", str(path))
    if code == 0:
        return "compiles, but must not\n"
    if not re.search(wanted.group(1), errors):
        return f"is refused, but not with /{wanted.group(1)}/:\n{errors}"
    return ""


def fail(compiler):
    return [(relative(p), lambda q: refused(compiler, q), p)
            for p in sorted((HERE / "compile_fail").glob("*.cpp"))]


def main():
    checks = {f.__name__: f for f in (headers, noexcept, warnings, unity, sources, readme,
                                      traits, fail)}
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("check", choices=checks)
    parser.add_argument("only", nargs="*", help="words: only cases whose names have one of them")
    parser.add_argument("--compiler", default=os.environ.get("CXX", "g++"))
    parser.add_argument("--flag", action="append", default=[], help="one more flag (repeatable)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()

    cases = [case for case in checks[options.check](Compiler(options.compiler, options.flag))
             if not options.only or any(word in case[0] for word in options.only)]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(lambda case: (case[0], case[1](case[2])), cases))
    failures = [(name, message) for name, message in results if message]
    for name, message in failures:
        print(f"{options.check}: {name}: FAILED\n{message}")
    print(f"{options.check}: {len(results) - len(failures)} of {len(results)} are right")
    return 1 if failures or not results else 0


if __name__ == "__main__":
    sys.exit(main())
