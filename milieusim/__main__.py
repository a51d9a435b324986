"""`python -m milieusim`: the command line, where the `milieusim` script is not on the path."""

import sys

from milieusim.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
