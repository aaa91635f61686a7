# SPDX-License-Identifier: MIT
"""A reader who types the commands of a guide, one after the other."""

import os
import re
from pathlib import Path

from guides.comparison import Bindings, Comparison, is_gap, squeeze
from guides.guide import Shown
from guides.machine import REFERENCE
from guides.terminal import KEYS, MOST_REST, NOTICE, Terminal

# What a reader may type and this script must not: the command, or a part of it, and the reason.
EXEMPT = {
    "make test": "it would start this script again",
    "/some/where/mine.c": "it stands for a file of the reader's own",
}

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SECONDS_TO_KEY = 1  # of rest or of work, before a key is pressed
MOST_ENTERS = 40


# pidof complains of processes that end while it looks, which on a busy machine are others'.
OUR_PROCESSES = [
    'pidof() { local p s found=; for p in $(command pidof "$@" 2>/dev/null); do '
    "read -r s 2>/dev/null </proc/$p/stat && set -- ${s##*) } && "
    """[ "$4" = "$READER" ] && found="$found $p"; done; echo $found; [ "$found" ]; }""",
    'pgrep() { command pgrep -s "$READER" "$@"; }',
]
AS_ROOT = 'sudo() { "$@"; }'
AS_USER = "setpriv --reuid=65534 --regid=65534 --clear-groups "


class Report:
    """Counts the steps, and prints those that failed or were skipped."""

    def __init__(self, verbose):
        self.passed = self.failed = self.skipped = 0
        self.verbose = verbose

    def ok(self, step):
        self.passed += 1
        if self.verbose:
            print(f"ok    {step.path}:{step.line}: {step.name}")

    def skip(self, step, why, word="skip"):
        self.skipped += 1
        print(f"{word}  {step.path}:{step.line}: {step.name}\n      reason    {why}")

    def leave_out(self, step, why):
        """What no machine executes or compares."""
        self.skip(step, why, "note")

    def fail(self, step, expected, measured, where=None):
        self.failed += 1
        print(f"FAIL  {step.path}:{step.line}: {step.name}")
        print(f"      expected  {expected}")
        for i, line in enumerate(measured or ["nothing more"]):
            print(("      measured  " if i == 0 else "                ") + line)
        if where:
            print(f"      where     {step.path}:{where}")


class Reader:
    """Plays one guide."""

    def __init__(self, root, chinese, machine, report):
        self.root, self.chinese = root, chinese
        self.machine, self.report = machine, report
        # What a lab asks before it runs depends on what was asked before, and is no line of a guide.
        self.variables = {"VMLAB_LANG": "zh" if chinese else "en", "ASK": "no"}
        self.first = self.open_terminal()
        self.second = None
        self.bound = Bindings()
        self.block = None
        self.seen = set()  # steps that were judged ahead of their turn

    def open_terminal(self, session=None):
        terminal = Terminal(self.root, self.variables)
        commands = [f"READER={session or terminal.child.pid}", *OUR_PROCESSES]
        if os.geteuid() == 0:
            commands.append(AS_ROOT)
        for command in commands:
            terminal.command(command)
            if terminal.settle() != "prompt" or terminal.status != 0:
                raise RuntimeError("the shell does not take: " + command)
        return terminal

    def close(self):
        for terminal in (self.first, self.second):
            if terminal:
                terminal.close()

    # one step after the other

    def play(self, steps):
        for i, step in enumerate(steps):
            if id(step) in self.seen:
                continue
            if step.block != self.block:
                self.block = step.block
                self.bound = self.bound.next_block()
            self.play_step(step, steps[i + 1 :])
        self.finish_program()

    def play_step(self, step, later):
        reason = self.reason_to_skip(step)
        if self.is_exempt(step):
            self.report.leave_out(step, self.is_exempt(step))
        elif reason:
            self.report.skip(step, reason)
        elif step.wrong_program:
            self.judge_wrong_program(step)
        elif not step.command:
            self.go_on(step)
        elif step.looks_at_process and self.first.state == "waits":
            self.look(step)
        else:
            self.start(step, later)

    @staticmethod
    def is_exempt(step):
        """The reason why no machine may execute it, or None."""
        return next((why for part, why in EXEMPT.items() if part in step.command), None)

    def reason_to_skip(self, step):
        no_command = not step.command and not step.wrong_program
        if no_command and self.first.state != "waits":
            return "no command is shown that prints it"
        return self.machine.lacks(step.command)

    # in the first terminal

    def start(self, step, later):
        self.finish_program()
        if self.first.state != "prompt":
            self.first.close()
            self.first = self.open_terminal()
        self.prepare(step)
        command = self.typed(step)
        if self.chinese and self.is_shown_in_english(step):
            if not self.run_in_chinese(step, command):
                return
            command = "VMLAB_LANG=en " + command
        self.first.command(command)
        self.converse(step, self.watchers(later))

    def typed(self, step):
        command = self.bound.substitute(step.command)
        if step.superuser and not command.startswith("sudo ") and os.geteuid() == 0:
            command = AS_USER + command
        return command

    @staticmethod
    def is_shown_in_english(step):
        texts = [line.text for line in step.shown if not is_gap(line.text)]
        ours = step.command.startswith(("make ", "build/vmlab "))
        return ours and texts and not CHINESE.search("".join(texts))

    def run_in_chinese(self, step, command):
        if self.run(command) == "prompt" and self.first.status == 0:
            return True
        self.report.fail(step, "exit status 0", self.complaint(self.first.lines()))
        return False

    def prepare(self, step):
        """mine.c is the ```c block above it, in a main()."""
        path = Path(self.root, "mine.c")
        if "FILE=mine.c" in step.command and not path.exists() and step.program:
            path.write_text(
                "#include <stdio.h>\n#include <string.h>\n#include <sys/mman.h>\n\n"
                "int main(void)\n{\n" + step.program + "\n}\n", encoding="utf-8",
            )

    @staticmethod
    def watchers(later):
        """The steps behind this one that look at its program."""
        found = []
        for step in later:
            if not step.looks_at_process or "$!" in step.command:
                break
            found.append(step)
        return found

    def judge_wrong_program(self, step):
        """Lets make judge a program of the bank in place of the lab's own."""
        lab = Path(step.wrong_program).parent.name
        number = int(lab.split("-")[0])
        copy = f"my/{lab}/{lab.partition('-')[2].replace('-', '_')}.c"
        self.finish_program()
        is_patch = step.wrong_program.endswith(".patch")
        take = "patch -s -F0 {1} {0}" if is_patch else "cp {0} {1}"
        self.run(f"make my{number} && " + take.format(step.wrong_program, copy))
        gap = Shown(step.line, "...")
        step.shown = [gap, *step.shown, gap]
        self.first.command(f"make lab{number}")
        self.converse(step, [])
        self.run(f"make reset{number}")

    def run(self, command):
        self.first.command(command)
        return self.first.settle()

    def go_on(self, step):
        self.first.text, self.first.echo = "", ""
        self.first.type("")
        self.converse(step, [])

    def converse(self, step, watchers):
        """Presses Enter and types until everything shown was printed, or the prompt is back."""
        comparison = self.comparison(step)
        enters = 0
        while self.stops(comparison) and enters < MOST_ENTERS:
            complete = comparison.compare(self.first.lines()) is not None
            if complete and step.shown:
                break
            self.watch(watchers)
            self.first.type(self.answer(comparison))
            enters += 1
        comparison.bound = Bindings(self.bound.guide, comparison.bound.block)
        self.judge(step, comparison, self.first)

    def stops(self, comparison):
        """Waits until the program waits; one that a key must stop need not wait for it."""
        for _ in range(MOST_REST):
            comparison.compare(self.first.lines())
            if not comparison.has_left(KEYS):
                break
            state = self.first.settle(SECONDS_TO_KEY, SECONDS_TO_KEY)
            if state != "stuck":
                return state == "waits"
            comparison.compare(self.first.lines())
            if self.answer(comparison) in KEYS:
                return True
        return self.first.settle() == "waits"

    def answer(self, comparison):
        """What the reader types: the next line shown if it is input, else nothing but Enter."""
        lines = [line for line in self.first.lines() if line.strip()]
        shown, _ = comparison.difference()
        text = squeeze(shown.text) if shown else ""
        if text in KEYS:
            return text
        if text.startswith("(gdb) "):
            return text[len("(gdb) ") :]
        asked = lines and "Enter" in lines[-1]
        is_last = shown is None or shown is comparison.patterns[-1].shown
        return text if re.fullmatch(r"[\d ]+", text) and not asked and not is_last else ""

    def finish_program(self):
        """Presses Enter until the program in the first terminal has ended."""
        for _ in range(MOST_ENTERS):
            if self.first.state != "waits":
                break
            self.first.type("")
            self.first.settle()
        if self.first.state == "waits":
            self.first.type("^C")
            self.first.settle()

    # in the second terminal

    def look(self, step):
        comparison = self.run_second(step)
        self.judge(step, comparison, self.second)

    def run_second(self, step):
        if not self.second:
            self.second = self.open_terminal(self.first.child.pid)
        self.second.command(self.bound.substitute(step.command))
        self.second.settle()
        return self.comparison(step)

    def watch(self, watchers):
        """Tries the looks at the program, in order, at a stop that is not the last one shown."""
        while watchers and self.machine.is_reference:
            step = watchers[0]
            if step.block != self.block:
                self.bound = self.bound.next_block()
                self.block = step.block
            comparison = self.run_second(step)
            bound = comparison.compare(self.second.lines())
            if bound is None:
                return
            self.bound = bound
            self.seen.add(id(step))
            self.report.ok(watchers.pop(0))

    # judging

    def comparison(self, step):
        """With the lines shown but for the shell's notices, whose place is a matter of time."""
        shown = [line for line in step.shown if not NOTICE.match(line.text)]
        by_make = step.command.startswith("make ")
        return Comparison(shown, self.root, self.bound, by_make, step.differing)

    def judge(self, step, comparison, terminal):
        if terminal.state == "stuck":
            self.report.fail(step, f"an end, or something to happen within {MOST_REST} s", terminal.lines()[-5:])
            terminal.close()
            terminal.state = "closed"
        elif self.has_wrong_status(step, terminal):
            measured = [f"exit status {terminal.status}"] + self.complaint(terminal.lines())
            self.report.fail(step, "exit status 0", measured)
        elif not step.shown:
            self.report.ok(step)
        elif "edited" in step.attributes.split():
            self.report.leave_out(step, "it shows a program that the reader has edited")
        elif not self.machine.is_reference:
            self.report.skip(step, "executed; the output shown is that of " + REFERENCE)
        elif step.needed_fact:
            self.judge_by_fact(step, comparison, terminal)
        else:
            self.judge_output(step, comparison, terminal)

    def judge_by_fact(self, step, comparison, terminal):
        fact = step.needed_fact
        value = self.machine.fact(fact, os.path.join(self.root, "build", "vmlab"))
        if value is None:
            self.report.fail(step, f"a fact {fact}", ["vmlab doctor tells none of that name"])
        elif value == "0":
            self.report.skip(step, f"executed; the output shown needs {fact}, and here it is 0")
        else:
            self.judge_output(step, comparison, terminal)

    @staticmethod
    def complaint(lines):
        """The check that failed, when vmlab tells one, else the last lines."""
        for i, line in enumerate(lines):
            if "[FAIL]" in line:
                return lines[i : i + 8]
        return lines[-6:-1]

    @staticmethod
    def has_wrong_status(step, terminal):
        if terminal.status in (126, 127):
            return True
        if step.command.startswith("make "):
            return terminal.status not in (0, None)
        return not step.shown and terminal.status in range(1, 128)

    def judge_output(self, step, comparison, terminal):
        lines = terminal.lines()
        missing = [
            line for line in step.shown
            if NOTICE.match(line.text) and squeeze(line.text) not in self.first.notices
        ]
        bound = comparison.compare(lines)
        if bound is not None and not missing:
            self.bound = bound
            self.report.ok(step)
        elif any("not shown here" in line or "这里无法展示" in line for line in lines):
            self.report.skip(step, "vmlab says that this machine cannot show all of it")
        else:
            shown, measured = comparison.difference()
            shown = missing[0] if bound is not None else shown
            expected = squeeze(shown.text) if shown else "nothing more"
            if not self.machine.is_superuser:
                why = "the output shown is the superuser's; this user does not get: "
                self.report.skip(step, why + expected)
                return
            self.report.fail(step, expected, measured[:8], shown.line if shown else None)
