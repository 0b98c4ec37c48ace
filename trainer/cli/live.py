"""The options of all that happens in front of the camera: declared once, for every command that trains."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from trainer.cli.options import (
    USUAL_SIZE,
    USUAL_STRICTNESS,
    BlurFace,
    Camera,
    Data,
    HowStrict,
    Language,
    LiveSize,
    Mirror,
    Mute,
    NoWindow,
    Profile,
    Rate,
    SaveVideo,
    SkeletonOnly,
    Sounds,
    Video,
    VoiceName,
)
from trainer.cli.person import person
from trainer.settings import USUAL

if TYPE_CHECKING:
    from trainer.commands.live import Speech, Wish


@dataclass(frozen=True)
class Heard:
    """What is said and shown, and how."""

    language: Language = USUAL.language
    voice: VoiceName = USUAL.voice
    rate: Rate = USUAL.rate
    mute: Mute = USUAL.mute
    sounds: Sounds = USUAL.sounds

    @property
    def speech(self) -> Speech:
        """The same, as the live loop wants it."""
        from trainer.commands.live import Speech

        return Speech(self.language, self.voice, self.rate, self.mute, self.sounds)


@dataclass(frozen=True)
class Live(Heard):
    """What training asks for beside the exercise."""

    camera: Camera = USUAL.camera
    video: Video = None
    model: LiveSize = USUAL_SIZE
    strictness: HowStrict = USUAL_STRICTNESS
    no_window: NoWindow = False
    save_video: SaveVideo = None
    skeleton_only: SkeletonOnly = False
    blur_face: BlurFace = USUAL.blur_face
    mirror: Mirror = USUAL.mirror
    profile: Profile = USUAL.profile
    data: Data = None

    @property
    def folder(self) -> Path:
        """The person's; CommandError for a name that no one can have."""
        return person(self.data, self.profile)

    def wish(
        self, record: bool, side: str | None = None, reps: int | None = None, hold_s: float | None = None
    ) -> Wish:  # fmt: skip
        """The same, as the live loop wants it; record: keep a session. What is None is as the exercise says."""
        from trainer.commands.keeping import Keep
        from trainer.commands.live import Wish

        folder = self.folder
        return Wish(
            self.camera, self.video, side, reps, hold_s, self.model, self.strictness, not self.no_window,
            self.save_video, Keep(folder, not self.skeleton_only, self.blur_face) if record else None, self.speech,
            folder, self.mirror,
        )  # fmt: skip


def taking(options: type[Heard]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command the fields of options as its own; it gets their values as one, as its first argument."""
    hints = get_type_hints(options, include_extras=True)
    inherited = {field.name for kind in options.__bases__ if is_dataclass(kind) for field in fields(kind)}
    shared = [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name]
        )
        for field in sorted(fields(options), key=lambda field: field.name in inherited)
    ]

    def give(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def run(**values: Any) -> None:
            command(options(**{one.name: values.pop(one.name) for one in shared}), **values)

        _, *own = inspect.signature(command, eval_str=True).parameters.values()
        declared = [*(one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own), *shared]
        run.__signature__ = inspect.Signature(declared)  # type: ignore[attr-defined]  # what typer reads
        run.__annotations__ = {one.name: one.annotation for one in declared}
        return run

    return give
