"""One module for each thing that is measured; each has a ROW. They are found by themselves."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from benchmarks.figures import Row


def rows() -> dict[str, Row]:
    """All rows by their names, in the modules' order."""
    found = (import_module(f"{__name__}.{module.name}").ROW for module in pkgutil.iter_modules(__path__))
    return {row.name: row for row in found}
