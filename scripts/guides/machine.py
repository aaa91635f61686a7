# SPDX-License-Identifier: MIT
"""The tools and abilities of this machine."""

import os
import platform
import re
import subprocess


TOOLS = """gdb objdump readelf nm ldd ld clang cc gcc strace perf setarch sudo pidof pgrep
           size file""".split()


REFERENCE = "x86-64, glibc 2.36 and Linux 6.13 or later"


def succeeds(command):
    return subprocess.run(command, shell=True, capture_output=True, check=False).returncode == 0


def libc_version():
    try:
        return os.confstr("CS_GNU_LIBC_VERSION")
    except (OSError, ValueError):
        return ""


def kernel_version():
    return tuple(int(number) for number in re.findall(r"\d+", platform.release())[:2])


class Machine:
    """The tools, abilities and facts of this machine, each tried once."""

    def __init__(self, any_machine=False):
        self.known = {}
        self.facts = None
        self.is_superuser = any_machine or os.geteuid() == 0
        self.is_reference = any_machine or (
            platform.machine() == "x86_64"
            and libc_version() == "glibc 2.36"
            and kernel_version() >= (6, 13)
        )

    def can(self, command):
        if command not in self.known:
            self.known[command] = succeeds(command)
        return self.known[command]

    def fact(self, name, vmlab):
        """A fact of the machine as vmlab doctor tells it; None where it knows none of that name."""
        if self.facts is None:
            told = subprocess.run([vmlab, "doctor"], capture_output=True, text=True, check=False)
            self.facts = dict(re.findall(r"^ +(\w+) +(-?\d+)\b", told.stdout, re.M))
        return self.facts.get(name)

    def lacks(self, command):
        """Why this command cannot be executed here, or None."""
        words = set(re.findall(r"(?:^|[|(;&]\s*|\s)([\w.-]+)(?=\s|$)", command))
        for tool in sorted(words.intersection(TOOLS)):
            if tool == "sudo":
                if os.geteuid() != 0 and not self.can("sudo -n true"):
                    return "it needs the superuser"
            elif not self.can(f"command -v {tool}"):
                return f"the tool {tool} is missing"
        if words & {"strace", "gdb"} and not self.can("strace -o /dev/null true"):
            return "ptrace(2) is refused"
        if "perf" in words and not self.can("perf stat -e page-faults -o /dev/null true"):
            return "perf_event_open(2) is refused"
        personality = re.search(r"\bsetarch (-\w)", command)
        if personality and not self.can(f"setarch {personality.group(1)} true"):
            return "personality(2) is refused"
        target = re.search(r"\bclang --target=(\w+)", command)
        if target and not self.can(f"clang --print-targets | grep -q {target.group(1)}"):
            return f"this clang does not know {target.group(1)}"
        return None
