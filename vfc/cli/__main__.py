"""The `vfc` program, also as `python -m vfc.cli`: first what costs least, and an end without tidying up."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the program and end the process."""
    _end(_code())


def _code() -> int:
    from vfc.cli.standing import nothing_to_do

    if nothing_to_do(sys.argv[1:]):
        return 0
    from vfc.cli.main import run

    return run()


def _end(code: int) -> NoReturn:
    """End at once: taking a plan of thousands of values apart would cost as much as making it."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass
    os._exit(code)


if __name__ == "__main__":
    main()
