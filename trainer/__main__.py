"""The command trainer, also as python -m trainer."""

import sys

INTERRUPTED = 130
"""What shells expect of a program that Ctrl-C has ended."""


def start() -> None:
    """Run the command; Ctrl-C may end it before it has even begun."""
    try:
        from trainer.cli import main

        main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    start()
