"""The pose model without what nobody looks at: the person's outline, which costs more than it weighs.

The landmark network also draws an outline of 256 x 256, whatever is asked of it. Without the layers that only the
outline needs, the landmarks are the same to the last bit, and come in half of the time with lite, in three fifths with
full, and in five sixths with heavy.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable

LANDMARK_NETWORK = "pose_landmarks_detector.tflite"
FLAG, OUTLINE = 1, 2  # places among the network's outputs; MediaPipe counts on five of them
# Numbers of fields in TFLite's schema.
SUBGRAPHS, OUTPUTS, OPERATORS = 2, 2, 3  # of a model; of a subgraph
INPUTS, RESULTS = 1, 2  # of an operator

Operator = tuple[int, list[int], list[int]]
"""A name, and the numbers of the tensors that it takes and gives."""


def without_outline(bundle: bytes) -> bytes:
    """The bundle of a pose model, as models.load gives it, with a landmark network that gives no outline.

    In the outline's place among the outputs stands the one that says whether somebody is there; nobody reads it there.
    """
    lean = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bundle)) as whole, zipfile.ZipFile(lean, "w", zipfile.ZIP_STORED) as kept:
        for entry in whole.infolist():
            part = bytearray(whole.read(entry))
            if entry.filename == LANDMARK_NETWORK:
                cut(part)
            kept.writestr(zipfile.ZipInfo(entry.filename), part)
    return lean.getvalue()


def cut(model: bytearray) -> None:
    """Take the operators that only the outline needs out of a TFLite model, in place.

    They stay in the file, but the list of what is to be run no longer names them.
    """
    graph = _tables(model, _field(model, _offset(model, 0), SUBGRAPHS))[0]
    outputs_at = _field(model, graph, OUTPUTS)
    outputs = _numbers(model, outputs_at)
    outputs[OUTLINE] = outputs[FLAG]
    operators_at = _field(model, graph, OPERATORS)
    kept = needed([_operator(model, at) for at in _tables(model, operators_at)], outputs)
    _write(model, outputs_at, outputs)
    places = range(operators_at + 4, operators_at + 4 + 4 * len(kept), 4)
    _write(model, operators_at, [operator - place for operator, place in zip(kept, places, strict=True)])


def needed(operators: Iterable[Operator], outputs: Iterable[int]) -> list[int]:
    """Names of the operators, which come in the order in which they run, that these outputs are made by."""
    wanted, kept = set(outputs), list[int]()
    for name, takes, gives in reversed(list(operators)):
        if wanted & set(gives):
            wanted |= set(takes)
            kept.append(name)
    return kept[::-1]


def _operator(model: bytearray, at: int) -> Operator:
    return at, _numbers(model, _field(model, at, INPUTS)), _numbers(model, _field(model, at, RESULTS))


# FlatBuffers, as far as needed: a table begins with the way back to the list of where its fields are; what is not a
# number lies elsewhere, and in its place stands how far from there.


def _offset(model: bytearray, at: int) -> int:
    """Where what stands at this place leads to."""
    return at + int(struct.unpack_from("<I", model, at)[0])


def _field(model: bytearray, table: int, number: int) -> int:
    """Where a table's list with this number begins, with its length; 0 where the table has none."""
    fields = table - int(struct.unpack_from("<i", model, table)[0])
    size = int(struct.unpack_from("<H", model, fields)[0])
    at = int(struct.unpack_from("<H", model, fields + 4 + 2 * number)[0]) if 4 + 2 * number < size else 0
    return _offset(model, table + at) if at else 0


def _numbers(model: bytearray, at: int) -> list[int]:
    """A list of 32-bit numbers."""
    if not at:
        return []
    (length,) = struct.unpack_from("<I", model, at)
    return list(struct.unpack_from(f"<{length}i", model, at + 4))


def _tables(model: bytearray, at: int) -> list[int]:
    """Where the tables of a list are."""
    return [_offset(model, at + 4 + 4 * i) for i in range(struct.unpack_from("<I", model, at)[0])]


def _write(model: bytearray, at: int, numbers: list[int]) -> None:
    """Overwrite a list with another that is no longer."""
    struct.pack_into(f"<I{len(numbers)}I", model, at, len(numbers), *numbers)
