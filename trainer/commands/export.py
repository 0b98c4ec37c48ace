"""trainer export: a session as files for other programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from trainer import tables
from trainer.commands import CommandError
from trainer.recording.reader import Recording
from trainer.recording.store import find
from trainer.report.export import ExportError, write_csv, write_json, write_parquet
from trainer.report.trc import write_trc

WRITERS: Mapping[str, Callable[[Recording, Path], list[Path]]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "json": write_json,
    "trc": write_trc,
}


def export(data: Path, name: str, kind: str, folder: Path) -> None:
    """Write a session as kind into folder, and say which files that made."""
    if not folder.is_dir():
        raise CommandError(f"no folder {folder} to write in: make it first")
    with Recording(find(data, name)) as recording:
        try:
            written = WRITERS[kind](recording, folder)
        except ExportError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder} can't be written to: {error.strerror}") from error
    tables.show_written(tables.console(), *written)
