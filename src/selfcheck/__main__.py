"""`selfcheck` and `python -m selfcheck`."""

import sys


def main() -> None:
    from selfcheck.cli.app import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
