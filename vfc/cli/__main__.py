"""The `vfc` program, also as `python -m vfc.cli`: first what costs least, and an end without
tidying up.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import NoReturn

UNSAID = 70  # the exit code of a program that something else ended (EX_SOFTWARE of sysexits.h)
STOPPED = 130  # that of one which the user stopped
GRACE = 5.0  # seconds for an orderly end after that

own_exit = os._exit
_heard: list[object] = []  # what C calls, kept for as long as it may be called


def main() -> NoReturn:
    """Run the program and end the process: with 0 by its own last word alone."""
    program = os.getpid()
    # What a library ends is no film that stands; its child processes end as they like.
    os._exit = lambda code: own_exit(code or UNSAID if os.getpid() == program else code)
    _end(_code())


def _code() -> int:
    from vfc.cli.standing import nothing_to_do

    if nothing_to_do(sys.argv[1:]):
        return 0
    hear_exit(os.getpid())
    try:
        hear_interrupt()
        from vfc.cli.main import run

        return run()
    except KeyboardInterrupt:  # before the command began, or while its end was told
        return STOPPED


def hear_interrupt() -> None:
    """Stop for Ctrl-C wherever it comes: Python drops what is raised where nobody can catch it, as
    in a callback.
    """
    import signal
    import threading

    def heard(number: int, frame: object) -> NoReturn:
        late = threading.Timer(GRACE, own_exit, (STOPPED,))
        late.daemon = True
        late.start()
        raise KeyboardInterrupt

    # else somebody wants it otherwise
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, heard)


def hear_exit(program: int) -> None:
    """End with UNSAID where a library in C calls `exit` in this process, or Python ends by itself.

    The `_exit` of C is past hearing.
    """
    import atexit

    def ended(_: object = None) -> None:
        if os.getpid() == program:
            own_exit(UNSAID)

    atexit.register(ended)  # Python tells before it is taken apart, when it could hear C no more
    with suppress(ImportError, AttributeError):  # a Python or a system that cannot be told
        import ctypes

        _heard.append(ctypes.CFUNCTYPE(None, ctypes.c_void_p)(ended))
        ctypes.CDLL(None)["__cxa_atexit"](_heard[-1], None, None)


def _end(code: int) -> NoReturn:
    """End at once: taking a plan of thousands of values apart would cost as much as making it."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    own_exit(code)


if __name__ == "__main__":
    main()
