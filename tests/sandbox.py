"""A sandbox that lets no process lower its own priority, as systemd's filters do; for Linux on x86-64."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

# A program for the kernel (seccomp_filter): of one call it says EPERM, all others it lets through.
# https://docs.kernel.org/userspace-api/seccomp_filter.html
CODE = """
import ctypes, struct, sys
LOAD_NUMBER, IS, RETURN, SETPRIORITY, EPERM, ALLOW = 0x20, 0x15, 0x06, 141, 0x00050001, 0x7FFF0000
steps = ((LOAD_NUMBER, 0, 0, 0), (IS, 0, 1, SETPRIORITY), (RETURN, 0, 0, EPERM), (RETURN, 0, 0, ALLOW))
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code)))
control = ctypes.CDLL(None).prctl
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2
assert control(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
assert control(SECCOMP, FILTER, program, 0, 0) == 0
exec(sys.argv[1])
"""
needs_filters = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="the filter is one of Linux on x86-64"
)


def in_sandbox(code: str) -> str:
    """Run code in a process that may not lower its priority, and return what it prints."""
    command = [sys.executable, "-c", CODE, code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
