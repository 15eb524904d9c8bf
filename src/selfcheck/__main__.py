"""`selfcheck` and `python -m selfcheck`."""

import gc
import os
import sys


def main() -> None:
    # A run makes a hundred thousand objects and drops few: the default (700) would walk all of them again and again.
    gc.set_threshold(200_000)
    from selfcheck.cli.app import run

    _leave(run(sys.argv[1:]))


def _leave(code: int) -> None:
    """Ends at once: freeing a hundred thousand objects one by one would only keep the caller waiting."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # closed by the caller (`>&-`)
                stream.flush()
    except OSError:
        code = code or 3  # a full disk: what was promised is not there
    os._exit(code)


if __name__ == "__main__":
    main()
