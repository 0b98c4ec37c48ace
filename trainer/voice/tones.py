"""The short sounds, made from sines."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainer.saying import Sound

RATE = 44100  # samples a second
EDGE_S = 0.006  # a tone that begins at once clicks

Samples = NDArray[np.float32]


def _tone(hertz: float, seconds: float, level: float) -> Samples:
    t = np.arange(round(seconds * RATE)) / RATE
    edges = np.clip(np.minimum(t, t[-1] - t) / EDGE_S, 0, 1)
    return np.asarray(level * edges * np.sin(2 * np.pi * hertz * t), np.float32)


def tones() -> dict[Sound, Samples]:
    """Samples of every sound, mono, at RATE, within ±1.

    At most 0.15 s and a fifth of full scale, a quarter of a voice's peaks: words beside them stay clear. What is good
    is high or rises, what does not count is low and soft.
    """
    return {
        Sound.COUNTED: _tone(1319, 0.08, 0.16),
        Sound.HELD: np.concatenate((_tone(880, 0.06, 0.16), _tone(1319, 0.09, 0.16))),
        Sound.ATTEMPT: _tone(330, 0.15, 0.12),
        Sound.TICK: _tone(1000, 0.04, 0.12),
        Sound.GO: _tone(1760, 0.15, 0.2),
    }
