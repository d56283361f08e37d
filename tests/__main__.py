"""`./run test`: every test that needs nothing outside the machine; `--all` adds the slow ones, none those run by hand."""

from __future__ import annotations

import os
import sys

import pytest


def main(arguments: list[str]) -> int:
    """Runs the tests on two processes; further arguments are pytest's own."""
    everything = "--all" in arguments
    rest = [argument for argument in arguments if argument != "--all"]
    os.environ.setdefault("HYPOTHESIS_PROFILE", "all" if everything else "quick")
    usual = "not by_hand" if everything else "not slow and not by_hand"
    chosen = [] if any(argument.startswith("-m") for argument in rest) else ["-m", usual]
    return int(pytest.main(["-n", "2", "--dist", "loadfile", *chosen, *rest]))


sys.exit(main(sys.argv[1:]))
