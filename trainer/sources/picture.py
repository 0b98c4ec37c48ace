"""A decoded picture turned into what a person would see: RGB, upright, with square pixels."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

MOST_OBLONG = 4  # anamorphic films have 2


def upright(picture: VideoFrame, pixel_aspect: Fraction | None) -> NDArray[np.uint8]:
    """The picture as contiguous uint8 RGB (height, width, 3), turned as its display matrix says.

    pixel_aspect: width of a pixel / its height; oblong pixels are made square, since angles are measured in pixels.
    What no camera makes is not believed.
    """
    width = picture.width
    if pixel_aspect and 1 / MOST_OBLONG <= pixel_aspect <= MOST_OBLONG:
        width = max(1, round(width * pixel_aspect))
    image = picture.reformat(width=width, format="rgb24").to_ndarray().astype(np.uint8, copy=False)
    matrix = picture.side_data.get("DISPLAYMATRIX")  # reads like bytes, though typed as an object
    return image if matrix is None else turned(image, np.frombuffer(cast(bytes, matrix), np.int32))


def turned(image: NDArray[np.uint8], matrix: NDArray[np.int32]) -> NDArray[np.uint8]:
    """Image turned by quarters and mirrored by a 3 by 3 display matrix (16.16 fixed point, row by row).

    The matrix maps x' = a x + c y, y' = b x + d y (ISO 14496-12, 6.2.2); angles between quarters go to the nearest.
    """
    a, b, c, d = (int(matrix[i]) for i in (0, 1, 3, 4))
    if abs(a) >= abs(b):
        flip_x, flip_y = a < 0, d < 0
    else:
        image = image.transpose(1, 0, 2)
        flip_x, flip_y = c < 0, b < 0
    image = image[:, ::-1] if flip_x else image
    image = image[::-1] if flip_y else image
    return np.ascontiguousarray(image)
