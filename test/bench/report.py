# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""Turns samples into ratios, verdicts, a text table and a page with plots."""

import html
from statistics import median

OURS = "cds:"
OUR_VARIANTS = ("cds:", "cds-shared:", "cds-full-fence:")
LIBCDS = ("libcds-release:", "libcds:")


def values(samples, field="ns"):
    return [s[field] for s in samples if field in s]


def ratio_of(numerator, denominator):
    """Median, least and greatest of the ratios of values measured in the same repetition."""
    paired = [a / b for a, b in zip(numerator, denominator) if b]
    return (median(paired), min(paired), max(paired)) if paired else None


def our_best(rows):
    """The contender of ours with the least median (a structure may have several variants)."""
    ours = [k for k in rows if k.startswith(OURS) and not k.endswith((":raw", ":pair"))]
    return min(ours, key=lambda k: median(values(rows[k])), default=None)


def opponents(against, rows):
    """Keys that a check compares with; each gives a verdict of its own."""
    if against in ("raw", "pair"):
        return [OURS + against] if OURS + against in rows else []
    if against == "libcds":
        return [side + "dhp" for side in LIBCDS if side + "dhp" in rows]
    if against == "peers":
        peers = [k for k in rows if not k.startswith(OUR_VARIANTS + LIBCDS)]
        return [min(peers, key=lambda k: median(values(rows[k])))] if peers else []
    return [k for k in rows if k.endswith(":" + against)]


def verdict(rule, ratio):
    if "at_most" in rule:
        return ratio <= rule["at_most"]
    return ratio >= rule["at_least"]


def wanted(rule):
    return f"<= {rule['at_most']}" if "at_most" in rule else f">= {rule['at_least']}"


def check_rows(target, rule, rows):
    ours = our_best(rows)
    if ours is None:
        return
    common = {"id": target["id"], "threads": rule["threads"], "ours": ours, "wanted": wanted(rule)}
    if "counter" in rule:
        reached = values(rows[ours], rule["counter"])
        against = rule.get("against")
        limits = values(rows[ours], against) if against else [1] * len(reached)
        ratio = ratio_of(reached, limits)
        if ratio:
            what = rule["counter"] + (" / " + against if against else "")
            yield {**common, "against": what, "ratio": ratio, "met": verdict(rule, ratio[2])}
        return
    for other in opponents(rule["against"], rows):
        a, b = values(rows[ours]), values(rows[other])
        ratio = ratio_of(a, b) if "at_most" in rule else ratio_of(b, a)
        if not ratio:
            continue
        a, b = values(rows[ours], "cpu_ns"), values(rows[other], "cpu_ns")
        by_cpu = ratio_of(a, b) if "at_most" in rule else ratio_of(b, a)
        yield {**common, "against": other, "ratio": ratio, "met": verdict(rule, ratio[0]),
               "by_processor_time": by_cpu[0] if by_cpu else None}


def check(targets, samples):
    checks = []
    for target in targets:
        for rule in target["checks"]:
            rows = samples.get(target["id"], {}).get(rule["threads"], {})
            checks.extend(check_rows(target, rule, rows))
    return checks


def number(x):
    if x >= 1000:
        return f"{x:,.0f}"
    return f"{x:.3g}" if x < 100 else f"{x:.0f}"


def describe(sample_list):
    ns = values(sample_list)
    text = f"{number(median(ns)):>9} ns  [{number(min(ns))} .. {number(max(ns))}]"
    for counter in ("peak_unreclaimed", "bound", "rss_growth_mib", "writes_per_second"):
        reached = values(sample_list, counter)
        if reached and any(reached):
            text += f"  {counter} {number(median(reached))}"
    return text + f"  peak RSS {number(median(values(sample_list, 'peak_rss_mib')))} MiB"


def describe_check(c):
    middle, low, high = (number(r) for r in c["ratio"])
    outcome = "met   " if c["met"] else "MISSED"
    by_cpu = c.get("by_processor_time")
    also = f"; by processor time {number(by_cpu)}" if by_cpu else ""
    return (f"{outcome} {middle:>7}  [{low} .. {high}]  wanted {c['wanted']:<8} "
            f"{c['ours']} against {c['against']}, {c['threads']} threads{also}")


def to_text(targets, result):
    lines = [f"{result['machine']}; {result['repetitions']} repetitions, medians [least .. most]"]
    for target in targets:
        by_threads = result["samples"].get(target["id"], {})
        if not by_threads:
            continue
        lines.append(f"\n{target['id']}: {target['what']}")
        for threads, rows in sorted(by_threads.items()):
            lines.append(f"  {threads} thread" + ("s" if threads > 1 else ""))
            ordered = sorted(rows, key=lambda k: median(values(rows[k])))
            lines.extend(f"    {key:<34} {describe(rows[key])}" for key in ordered)
        lines.extend("  " + describe_check(c) for c in result["checks"] if c["id"] == target["id"])
    checks = result["checks"]
    lines.append(f"\n{sum(c['met'] for c in checks)} of {len(checks)} checks met")
    return "\n".join(lines)


STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em;
       color: #222; background: #fff }
h2 { margin: 2em 0 .2em; font-size: 1.1em } h3 { margin: .8em 0 .2em; font-size: .9em }
svg text { font: 12px system-ui, sans-serif; fill: #222 }
.met { color: #17692b } .missed { color: #a3191b; font-weight: 600 }
td { padding: .1em 1em .1em 0; font-size: .9em; vertical-align: top }
"""


def color(key):
    if key.startswith(OUR_VARIANTS):
        return "#9aa5b1" if key.endswith((":raw", ":pair")) else "#2166ac"
    return "#b2182b" if key.startswith(LIBCDS) else "#e0a458"


def plot(rows):
    """Horizontal bars: the median, and a line from the least to the greatest value."""
    ordered = sorted(rows, key=lambda k: median(values(rows[k])))
    scale = 380 / max(max(values(rows[k])) for k in rows)
    bars = []
    for i, key in enumerate(ordered):
        ns, y = values(rows[key]), 22 * i
        low, mid, high = min(ns), median(ns), max(ns)
        bars.append(
            f'<text x="215" y="{y + 14}" text-anchor="end">{html.escape(key)}</text>'
            f'<rect x="222" y="{y + 3}" width="{mid * scale:.1f}" height="14" fill="{color(key)}"/>'
            f'<path d="M{222 + low * scale:.1f} {y + 10}H{222 + high * scale:.1f}" stroke="#222"/>'
            f'<text x="{230 + high * scale:.1f}" y="{y + 14}">{number(mid)} ns</text>')
    return (f'<svg width="700" height="{22 * len(ordered)}" role="img" '
            f'aria-label="nanoseconds per operation">{"".join(bars)}</svg>')


def to_html(targets, result):
    parts = [f"<!doctype html><meta charset=utf-8><title>Benchmarks</title><style>{STYLE}</style>",
             f"<h1>Benchmarks</h1><p>{html.escape(result['machine'])}; {result['repetitions']} "
             "interleaved repetitions. Bars: median nanoseconds per operation, all threads "
             "together (shorter is better); lines: least to greatest. Blue is ours, red is "
             "libcds.</p>"]
    for target in targets:
        by_threads = result["samples"].get(target["id"], {})
        if not by_threads:
            continue
        parts.append(f"<h2>{target['id']}: {html.escape(target['what'])}</h2><table>")
        for c in result["checks"]:
            if c["id"] == target["id"]:
                middle, low, high = (number(r) for r in c["ratio"])
                outcome = "met" if c["met"] else "missed"
                parts.append(
                    f'<tr><td class="{outcome}">{outcome}<td>{middle} [{low} .. {high}]'
                    f"<td>wanted {html.escape(c['wanted'])}<td>{html.escape(c['ours'])} against "
                    f"{html.escape(c['against'])}, {c['threads']} thread(s)")
        parts.append("</table>")
        for threads, rows in sorted(by_threads.items()):
            parts.append(f"<h3>{threads} thread(s)</h3>{plot(rows)}")
    return "\n".join(parts)
