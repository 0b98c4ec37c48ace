"""Pages that stand alone: templates, scripts and plots in one file, without any remote address."""

from __future__ import annotations

import base64
import gzip
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from trainer.saying import phrase
from trainer.words import Words

REMOTE = re.compile(r"(?:https?|wss?):(?=//(?!www\.w3\.org/))|(?<=[\"'`])(?=//[a-z0-9-]+\.[a-z])", re.I)
"""Addresses of services and authors in the plotting library; names of XML vocabularies are none."""
PLOTLY = "plotly-basic.min.js"


def rendered(template: str, words: Words | None = None, **values: Any) -> str:
    """A page from one of the templates; every value is escaped. words: what say() in a template speaks."""
    words = words or Words()
    environment = Environment(
        loader=PackageLoader("trainer.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["part"] = part
    environment.globals["say"] = lambda key, **told: words.say(phrase(key, **told))
    return environment.get_template(template).render(plotly=plotly_packed(), language=words.language, **values)


def part(name: str) -> Markup:
    """A script or style sheet of ours, as it is."""
    return Markup((files("trainer.report") / "templates" / name).read_text(encoding="utf-8"))


def without_addresses(script: str) -> str:
    """A script in which no address of another machine is left; what would have been fetched is a blank page."""
    return REMOTE.sub("about:blank#", script).replace("http://www.w3.org", r"http:\/\/www.w3.org")


@cache
def plotly_packed() -> str:
    """The plotting library for a page: gzip, base64; a third of its size, and unpacked by the browser itself."""
    script = without_addresses((files("trainer.report") / "vendor" / PLOTLY).read_text(encoding="utf-8"))
    return base64.b64encode(gzip.compress(script.encode("utf-8"), 9, mtime=0)).decode("ascii")


def write_page(path: Path, page: str) -> None:
    """The page as a file that only its owner may read; whole or not at all. OSError when it can't be written."""
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    beside.touch(0o600, exist_ok=False)
    beside.write_text(page, encoding="utf-8", newline="\n")
    beside.replace(path)
