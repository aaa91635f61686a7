# SPDX-License-Identifier: MIT
"""What was printed, compared with what is shown."""

import difflib
import re

MOST_STEPS = 200000


# A number that differs from run to run or from machine to machine: its group "n" is found by the
# words around it. An id stands for the same number everywhere, a count for any.
DIFFERS = [
    ("id", r"\[pid\s+(?P<n>\d+)\]"),
    ("id", r"\bsi_pid=(?P<n>\d+)"),
    ("id", r"\bget[pt]id\(\)\s*= (?P<n>\d+)"),
    ("id", r"\btgkill\((?P<n>\d+)"),
    ("id", r"\btgkill\(\d+, (?P<n>\d+)"),
    ("id", r"\b[Pp]rocess(?: id:)? (?P<n>\d+)"),
    ("id", r"^Press Enter to end (?P<n>\d+)$"),
    ("id", r"^\[\d+\] (?P<n>\d+)$"),
    ("id", r"\binode (?P<n>\d+)"),
    ("id", r"(?<= )(?!00:00)[0-9a-f]{2}:[0-9a-f]{2} (?P<n>\d+)\b"),
    ("word", r"(?<= )(?P<n>(?!00:0)[0-9a-f]{2}:[0-9a-f]{2})(?= \d)"),
    ("word", r"\bdevice (?P<n>[0-9a-f]{2}:[0-9a-f]{2})"),
    ("word", r"^Linux (?P<n>[^,]+),"),
    ("word", r"kinds_of_mappings-(?P<n>\w{6})"),
    ("count", r"\bsi_uid=(?P<n>\d+)"),
    ("count", r"(?P<n>\d+) n?s$"),
    ("count", r"(?P<n>\d+\.\d{6})\b"),
    ("count", r"\d+\.\d{6} (?P<n>\d+) "),
    ("count", r"^read\(.*\) = (?P<n>\d{4})$"),
    ("count", r"Pages of the process: (?P<n>\d+)"),
    ("count", r"(?P<n>\d+) page faults"),
    ("measured", r"(?P<n>\d+) page-faults"),
    ("count", r"(?P<n>\d+) 次"),
    ("count", r"[Pp]age faults so far: (?P<n>\d+)"),
    ("count", r"since the pause before: (?P<n>\d+)"),
    ("count", r"(?:Unchanged mappings: |没有变化的映射：)(?P<n>\d+)"),
    ("count", r"缺页次数：(?P<n>\d+)"),
    ("count", r"上一次暂停以来：(?P<n>\d+)"),
    ("count", r"(?:before: |驻留 )(?P<n>\d+) KiB"),
    ("count", r"^(?:[~+-] )?[0-9a-f]+-[0-9a-f]+ \d+ \S{4} (?P<n>\d+)"),
]
HEXADECIMAL = re.compile(r"\b(?:0x)?[0-9a-f]{7,16}\b")
LOWEST_ADDRESS = 1 << 24
LEAST_MEASURED = 20
REMARK = re.compile(r"(\.\.\.|…)\s+# .*$")
FIXED = range(0x555555554000, 0x555556000000)


def squeeze(text):
    return " ".join(text.split())


def is_gap(text):
    return text.strip() in ("...", "…")


def is_address(text):
    if not text.startswith("0x") and (len(text) < 8 or (text.isdigit() and len(text) < 12)):
        return False  # a short word, or a decimal number
    value = int(text, 16)
    return value >= LOWEST_ADDRESS and value not in FIXED


def is_measured(text, start, end):
    """Is this a decimal number that make has measured? The count of checks is none."""
    alone = not re.search(r"[\w.:-]$", text[:start]) and not re.match(r"[\w:-]", text[end:])
    of_checks = re.match(" checks| ?项检查", text[end:])
    return alone and int(text[start:end]) >= LEAST_MEASURED and not of_checks


def numbers_that_differ(text, measured, differing):
    """Where text has something that need not be printed as shown: {start: (end, kind)}."""
    found = {}
    for differs in differing:
        number = differs.lstrip("-")
        behind_dash = "(?<=-)" if differs != number else r"(?<!\w)"
        for match in re.finditer(behind_dash + re.escape(number) + r"(?!\w)", text):
            kind = "count" if number.isdigit() else "hexadecimal"
            found.setdefault(match.start(), (match.end(), kind))
    for kind, pattern in DIFFERS:
        for match in re.finditer(pattern, text):
            found.setdefault(match.start("n"), (match.end("n"), kind))
    for match in HEXADECIMAL.finditer(text):
        if is_address(match.group()):
            found.setdefault(match.start(), (match.end(), "address"))
    for match in re.finditer(r"\d+", text) if measured else ():
        if is_measured(text, *match.span()):
            found.setdefault(match.start(), (match.end(), "measured"))
    return found


GROUPS = {
    "address": "((?:0x)?[0-9a-f]+)",
    "id": r"(\d+)",
    "count": r"(?:[\d.]+)",
    "hexadecimal": r"(?:[0-9a-f]+)",
    "word": r"(?:\S.*?)",
    "measured": r"(\d+)",
}


def literal(text, root):
    """A regular expression for the text between two numbers."""
    parts = re.split(r"\.\.\.|…", text.replace("/home/you/vmlab", root))
    pattern = ".*?".join(re.escape(part) for part in parts)
    return re.sub(r"(?:\\-){5,}", "-{5,}", pattern)


class Pattern:
    """A shown line: a regular expression, and the numbers that its groups stand for."""

    def __init__(self, shown, root, measured, differing):
        self.shown = shown
        self.gap = is_gap(shown.text)
        self.numbers = []
        text = squeeze(REMARK.sub(r"\1", shown.text))
        at, pattern = 0, ""
        for start, (end, kind) in sorted(
            numbers_that_differ(text, measured, differing).items()
        ):
            if start < at:
                continue
            pattern += literal(text[at:start], root) + GROUPS[kind]
            if kind in ("address", "id", "measured"):
                self.numbers.append((kind, text[start:end]))
            at = end
        self.regex = re.compile(pattern + literal(text[at:], root))

    def bind(self, line, bound):
        """The bindings after this line, or None when it is not what is shown."""
        match = self.regex.fullmatch(line)
        if not match:
            return None
        for (kind, shown), printed in zip(self.numbers, match.groups()):
            bound = bound.with_pair(kind, shown, printed)
            if bound is None:
                return None
        return bound


class Bindings:
    """Which printed number stands in the place of a shown one, in a guide and in a block."""

    def __init__(self, guide=None, block=None):
        self.guide = guide or {}
        self.block = block or {}  # printed to shown

    def next_block(self):
        return Bindings(self.guide)

    def with_pair(self, kind, shown, printed):
        if kind == "measured":
            room = max(2, int(shown) // 10)
            return self if abs(int(shown) - int(printed)) <= room else None
        base = 16 if kind == "address" else 10
        shown, printed = (kind, int(shown, base)), (kind, int(printed, base))
        if kind == "address" and shown[1] % 4096 == 0 and printed[1] % 4096:
            return None
        if self.guide.get(shown, printed) != printed:
            return None
        if self.block.get(printed, shown) != shown:
            return None
        return Bindings({**self.guide, shown: printed}, {**self.block, printed: shown})

    def substitute(self, command):
        """The command with the process ids that were printed."""

        def replace(match):
            key = ("id", int(match.group()))
            return str(self.guide.get(key, ("id", match.group()))[1])

        return re.sub(r"(?<=/proc/)\d+", replace, command)


class Comparison:
    """Compares printed lines with shown ones; remembers how far that went."""

    def __init__(self, shown, root, bound, measured=False, differing=()):
        lines = [line for line in shown if line.text.strip()]
        self.patterns = [Pattern(line, root, measured, differing) for line in lines]
        self.bound = bound
        self.lines = []
        self.furthest, self.at, self.steps = 0, 0, 0

    def compare(self, lines):
        """The bindings when the lines are what is shown, else None."""
        self.lines = [squeeze(line) for line in lines if line.strip()]
        self.furthest, self.at, self.steps = 0, 0, 0
        return self._match(0, 0, self.bound)

    def _match(self, i, j, bound):
        self.steps += 1
        if i > self.furthest:
            self.furthest, self.at = i, j
        while i < len(self.patterns) and not self.patterns[i].gap:
            bound = self.patterns[i].bind(self.lines[j], bound) if j < len(self.lines) else None
            if bound is None:
                return None
            i, j = i + 1, j + 1
            if i > self.furthest:
                self.furthest, self.at = i, j
        if i == len(self.patterns):
            return bound if j == len(self.lines) else None
        return self._match_behind_gap(i + 1, j, bound)

    def _match_behind_gap(self, i, j, bound):
        if i == len(self.patterns):
            return bound
        for k in range(j, len(self.lines)):
            if self.steps > MOST_STEPS:
                return None
            found = self._match(i, k, bound)
            if found is not None:
                return found
        return None

    def has_left(self, texts):
        """Is one of these texts shown behind what was printed so far?"""
        return any(pattern.shown.text in texts for pattern in self.patterns[self.furthest :])

    def difference(self):
        """The first shown line that was not printed, and what stands in its place, or behind
        a gap the line that is most like it."""
        i = self.furthest
        while i < len(self.patterns) and self.patterns[i].gap:
            i += 1
        rest = self.lines[self.at :]
        if i == len(self.patterns):
            return None, rest
        shown = self.patterns[i].shown
        if i > 0 and self.patterns[i - 1].gap:
            like = difflib.get_close_matches(squeeze(shown.text), rest, 1, 0.5)
            rest = rest[rest.index(like[0]) :] if like else rest
        return shown, rest
