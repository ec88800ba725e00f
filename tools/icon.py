"""Draws src/icon.png, the icon of the packages: a restricted Boltzmann machine as two layers of units. Needs Python 3 only."""
import pathlib
import struct
import zlib

SIZE, SAMPLES = 128, 4
BACKGROUND, LINE, VISIBLE, HIDDEN = (255, 255, 255), (172, 182, 196), (31, 78, 121), (217, 108, 30)
HIDDEN_UNITS = [(32, 36), (64, 36), (96, 36)]
VISIBLE_UNITS = [(19, 92), (49, 92), (79, 92), (109, 92)]
RADIUS, HALF_WIDTH, CORNER = 12, 1.1, 22


def outside(x, y):
    """Whether a point lies outside the rounded square."""
    dx, dy = max(CORNER - x, x - (SIZE - CORNER), 0), max(CORNER - y, y - (SIZE - CORNER), 0)
    return dx * dx + dy * dy > CORNER * CORNER


def distance(x, y, a, b):
    """The distance of a point to a segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = min(1, max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)))
    return ((x - a[0] - t * dx) ** 2 + (y - a[1] - t * dy) ** 2) ** 0.5


def color(x, y):
    """Color and opacity of a point."""
    if outside(x, y):
        return (0, 0, 0, 0)
    for units, fill in ((HIDDEN_UNITS, HIDDEN), (VISIBLE_UNITS, VISIBLE)):
        if any((x - cx) ** 2 + (y - cy) ** 2 <= RADIUS ** 2 for cx, cy in units):
            return (*fill, 255)
    on_line = any(distance(x, y, v, h) <= HALF_WIDTH for v in VISIBLE_UNITS for h in HIDDEN_UNITS)
    return (*(LINE if on_line else BACKGROUND), 255)


def pixel(column, row):
    """The mean of the samples of a pixel, colors weighted by opacity."""
    points = [color(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES) for i in range(SAMPLES) for j in range(SAMPLES)]
    opacity = sum(p[3] for p in points)
    return bytes([*(round(sum(p[c] * p[3] for p in points) / max(opacity, 1)) for c in range(3)), round(opacity / len(points))])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).parent.parent.joinpath("src", "icon.png").write_bytes(png)
