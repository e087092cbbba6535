"""The `vfc` program, also as `python -m vfc.cli`: first what costs least."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the program."""
    from vfc.cli.standing import nothing_to_do

    if nothing_to_do(sys.argv[1:]):
        return
    from vfc.cli.main import main as click_main

    click_main()


if __name__ == "__main__":
    main()
