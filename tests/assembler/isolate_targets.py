"""Functions that the tests of `isolate` run in child processes: one for each thing that can go well or wrong."""

import os
import signal
import subprocess
import sys
import time
from decimal import Decimal

from assembler import isolate
from assembler.problem import Place, Problem, Refused, Severity


def echo(header, blobs):
    return header, blobs


def surroundings(header, blobs):
    return {
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "session": os.getsid(0),
        "pid": os.getpid(),
        "files": os.listdir(),
    }, ()


def steps(header, blobs):
    for step in range(header):
        isolate.tell({"step": step})
    return "done", ()


def chatter(header, blobs):
    print("a library that prints")
    os.write(1, b"and one that writes to the descriptor\n")
    sys.stderr.write("x" * 300_000)
    return "heard", ()


def refuse(header, blobs):
    raise Refused(
        [
            Problem("plan-x", Place(file="plan.yaml", line=4), {"found": Decimal("1.50"), "n": 3, "name": "Nes"}),
            Problem("plan-y", Place(sheet="Tiltak", cell="D14"), {}, Severity.WARNING),
        ]
    )


def spin(header, blobs):
    while True:
        pass


def sleep(header, blobs):
    time.sleep(60)


def eat(header, blobs):
    return len(b"x" * header), ()


def abort_like_rust(header, blobs):
    sys.stderr.write("memory allocation of 549755813888 bytes failed\n")
    sys.stderr.flush()
    os.abort()


def pour(header, blobs):
    return "big", (bytes(header),)


def fill(header, blobs):
    with open("big", "wb") as file:
        for _ in range(header):
            file.write(bytes(2**20))


def break_down(header, blobs):
    raise KeyError("a fault of ours")


def leave(header, blobs):
    os._exit(0)


def killed(header, blobs):
    os.kill(os.getpid(), signal.SIGKILL)


def leave_a_child_behind(header, blobs):
    left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    return [os.getpid(), left.pid], ()


def leave_a_grandchild_at_work(header, blobs):
    """A child that has a child of its own at work, which tells its number and never ends."""
    isolate.call("isolate_targets:tell_and_sleep", watch=isolate.Watch(progress=isolate.tell))
    return None, ()


def tell_and_sleep(header, blobs):
    isolate.tell(os.getpid())
    time.sleep(60)


def say(header, blobs):
    """Answer with the bytes in `blobs`, past the protocol."""
    channel = isolate._channel[0]
    os.write(channel, blobs[0])
    os._exit(0)
