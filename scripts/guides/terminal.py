# SPDX-License-Identifier: MIT
"""An interactive shell, and how it is known that a program in it waits."""

import os
import platform
import re
import signal
import time
from pathlib import Path

import pexpect

from guides.comparison import squeeze

PROMPT = "\x1evmlab:"
PROMPT_SEEN = re.compile(r"\x1evmlab:(\d+)\x1f")
# What is running, a line that vmlab wipes with blanks before it prints anything else.
WIPED = re.compile(r"[^\r\n]*\r {8,}\r")
BEGUN = re.compile(r"^\[\d+\] \d+$")
NOTICE = re.compile(r"^\[\d+\][+-]?\s+(Stopped|Running|Done|Exit|Killed|Segmentation)\b")

POLL, MOST_POLL = 0.02, 0.16  # seconds until the next look; longer while nothing happens
LOOK = 0.25  # seconds between two looks at what a command does
MOST_REST, MOST_WORK = 60, 1800  # seconds in which nothing happens, and of processor time
KEYS = ("^C", "^D")
# read(2) and its relatives that wait for a terminal, by architecture.
READ = {"x86_64": {0}, "aarch64": {63}, "riscv64": {63}}.get(platform.machine(), {63})
POLLS = {"x86_64": {7, 23, 270, 271}}.get(platform.machine(), {72, 73})


def read_text(path):
    try:
        return Path(path).read_text(errors="replace")
    except OSError:
        return ""


def descendants(pid):
    found = []
    for child in read_text(f"/proc/{pid}/task/{pid}/children").split():
        found += [int(child)] + descendants(int(child))
    return found


def stat_fields(path):
    """The fields of /proc/PID/stat behind the name, from the state on."""
    return read_text(path).rpartition(")")[2].split()


TICKS = os.sysconf("SC_CLK_TCK")


def effort_of(pid):
    """The seconds of work of a process and all below it, and does one of them run or wait for
    its turn? The work of those that have ended is their parents'."""
    ticks, busy = 0, False
    for each in [pid] + descendants(pid):
        fields = stat_fields(f"/proc/{each}/stat")
        if len(fields) > 14:
            ticks += sum(int(field) for field in fields[11:15])
            busy = busy or fields[0] in "RD"
    return ticks / TICKS, busy


class Patience:
    """Gives up on a shell's command that rests too long or works too long. It does not count
    the time in which others have the processor: a slow machine is no failure."""

    def __init__(self, pid, rest, work):
        self.pid, self.rest, self.work = pid, rest, work
        self.begin = self.last = effort_of(pid)[0]
        self.rests_since = self.looked_at = time.monotonic()

    def is_over(self):
        now = time.monotonic()
        if now < self.looked_at + LOOK:
            return False
        self.looked_at = now
        effort, busy = effort_of(self.pid)
        if busy or effort != self.last:
            self.last, self.rests_since = effort, now
        return now - self.rests_since > self.rest or effort - self.begin > self.work


class Terminal:
    """An interactive shell on a pseudo-terminal."""

    def __init__(self, folder, variables):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "TERM": "dumb",
            "LC_ALL": "C.UTF-8",
            "SETUP": "no",
            "PS1": PROMPT + "$?\x1f",
            **variables,
        }
        self.child = pexpect.spawn(
            "bash", ["--noprofile", "--norc", "--noediting", "+H", "-i"], cwd=folder,
            env=environment, encoding="utf-8", codec_errors="replace", dimensions=(50, 80),
        )
        self.child.delaybeforesend = None
        self.tty = os.readlink(f"/proc/{self.child.pid}/fd/0")
        self.text = ""
        self.waiter = None  # the thread that waits, and its count of context switches
        self.typed_at = None  # the same when Enter was pressed last
        self.notices = []
        self.state = self.settle()

    def close(self):
        for pid in descendants(self.child.pid):
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        self.child.close(force=True)

    # typing

    def command(self, text):
        """Types a command at the prompt."""
        self.text, self.echo = "", text
        self._send(text + "\n")

    def type(self, text):
        """Types a line, or a key such as ^C, into the waiting program."""
        if text in KEYS:
            self._send(chr(ord(text[1]) - 64))
        else:
            self._send(text + "\n")

    def _send(self, text):
        self.typed_at = self.waiter
        self.waiter = None
        self.child.send(text)
        self.state = "runs"

    # waiting

    def settle(self, rest=MOST_REST, work=MOST_WORK):
        """Reads until the prompt is back, the program waits, or the patience is over."""
        patience = Patience(self.child.pid, rest, work)
        before = None
        poll = POLL
        while not patience.is_over():
            if self._read(poll):
                before = None
                poll = POLL
                continue
            poll = min(poll * 1.5, MOST_POLL)
            if PROMPT_SEEN.search(self.text):
                if not self._background_runs():
                    return self._now("prompt")
                continue
            waiter = self._find_waiter()
            if waiter and waiter == before and not self._read():
                self.waiter = waiter
                return self._now("waits")
            before = waiter
        return self._now("stuck")

    def _now(self, state):
        self.state = state
        return state

    def _read(self, seconds=POLL):
        try:
            part = self.child.read_nonblocking(65536, seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return ""
        self.text += part
        return part

    def _background_runs(self):
        """Does a job in the background do something else than wait for the terminal?"""
        for pid in descendants(self.child.pid):
            fields = stat_fields(f"/proc/{pid}/stat")
            if fields and fields[0] not in "TZ":
                return True
        return False

    def _find_waiter(self):
        """The thread of the foreground job that sleeps in read() on this terminal."""
        try:
            foreground = os.tcgetpgrp(self.child.child_fd)
        except OSError:
            return None
        if foreground == self.child.pid:
            return None
        for pid in descendants(self.child.pid):
            fields = stat_fields(f"/proc/{pid}/stat")
            if len(fields) > 2 and int(fields[2]) == foreground:
                waiter = self._waiting_thread(pid)
                if waiter and waiter != self.typed_at:
                    return waiter
        return None

    def _waiting_thread(self, pid):
        try:
            threads = os.listdir(f"/proc/{pid}/task")
        except OSError:
            return None
        for thread in threads:
            base = f"/proc/{pid}/task/{thread}"
            fields = stat_fields(f"{base}/stat")
            if fields and fields[0] == "S" and self._reads_terminal(base):
                switches = re.findall(r"ctxt_switches:\s*(\d+)", read_text(f"{base}/status"))
                return thread, switches
        return None

    def _reads_terminal(self, base):
        words = read_text(f"{base}/syscall").split()
        if len(words) < 2 or not words[0].isdigit():
            return False
        if int(words[0]) in POLLS:
            return self.text.endswith("(gdb) ")
        if int(words[0]) not in READ:
            return False
        try:
            return os.readlink(f"{base}/fd/{int(words[1], 16)}") == self.tty
        except OSError:
            return False

    # what was printed

    @property
    def status(self):
        found = PROMPT_SEEN.search(self.text)
        return int(found.group(1)) if found else None

    def lines(self):
        """What was printed since the command, without its echo, prompts and job notices.

        Which job was begun stands first, as in the guides: bash says it when the job may have
        printed already.
        """
        text = WIPED.sub("", PROMPT_SEEN.sub("", self.text))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text.startswith(self.echo):
            text = text[len(self.echo) :]
        lines = text.split("\n")
        self.notices += [squeeze(line) for line in lines if NOTICE.match(line)]
        printed = [line for line in lines if not NOTICE.match(line)]
        return sorted(printed, key=lambda line: not BEGUN.match(line))
