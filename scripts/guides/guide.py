# SPDX-License-Identifier: MIT
"""A guide as a list of steps: each command, and what is shown of its output."""

import re
from dataclasses import dataclass, field
from pathlib import Path

LOOKS_AT_PROCESS = re.compile(r"/proc/(\$\(|\d)")


@dataclass
class Shown:
    """A line of output, and where it stands."""

    line: int
    text: str


@dataclass
class Step:
    """A command and what it prints. Without a command: what the waiting program prints."""

    path: Path
    line: int
    block: int  # the line of its fence
    command: str = ""
    shown: list = field(default_factory=list)
    attributes: str = ""
    superuser: bool = False  # the block has a command with sudo
    program: str = ""  # the ```c block above

    @property
    def looks_at_process(self):
        return bool(LOOKS_AT_PROCESS.search(self.command))

    @property
    def name(self):
        return self.command or self.attributes or "(goes on)"

    @property
    def differing(self):
        """The numbers that are others on other machines."""
        found = re.search(r"\bdiffers=(\S+)", self.attributes)
        return found.group(1).split(",") if found else []

    @property
    def needed_fact(self):
        """The fact of the machine without which something else is printed, or None."""
        found = re.search(r"\bneeds=(\S+)", self.attributes)
        return found.group(1) if found else None

    @property
    def wrong_program(self):
        found = re.search(r"\bof=(\S+)", self.attributes)
        return found.group(1) if found and not self.command else None


def read_fences(path):
    """The fenced blocks of a file: line, info string, lines."""
    block = None
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if text.startswith("```"):
            if block:
                yield block
                block = None
            else:
                block = (number, text[3:].strip(), [])
        elif block:
            block[2].append(text)


def steps_of_block(path, fence, info, lines):
    attributes = info.partition(" ")[2]
    steps, goes_on = [], False
    for number, text in enumerate(lines, fence + 1):
        if goes_on:
            steps[-1].command = steps[-1].command[:-1] + text.strip()
        elif text.startswith("$ "):
            steps.append(Step(path, number, fence, text[2:], attributes=attributes))
        else:
            if not steps:
                steps.append(Step(path, number, fence, attributes=attributes))
            steps[-1].shown.append(Shown(number, text))
        goes_on = bool(steps) and not steps[-1].shown and steps[-1].command.endswith("\\")
    superuser = any(step.command.startswith("sudo ") for step in steps)
    for step in steps:
        step.superuser = superuser
    return steps


def read_guide(path):
    steps, program = [], ""
    for fence, info, lines in read_fences(path):
        kind = info.partition(" ")[0]
        if kind == "c":
            program = "\n".join(lines)
        if kind == "console":
            found = steps_of_block(path, fence, info, lines)
            for step in found:
                step.program = program
            steps += found
    return steps
