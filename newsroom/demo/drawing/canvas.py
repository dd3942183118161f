"""Flat shapes, soft light, grain: what all scenes are painted with. Pillow alone; one seed, one picture.

Coordinates are those of a sheet 1600 wide, whatever the size asked for. Everything is painted at twice that size and
halved at the end, which smooths the edges.
"""

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

Colour = str | tuple[int, int, int]
Points = Sequence[tuple[float, float]]
WIDE = (1600, 900)
TWICE = 2


class Canvas:
    def __init__(self, seed: str, width: int, sheet: tuple[int, int] = WIDE, ground: Colour = "#000"):
        self.random = Random(seed)  # noqa: S311 a picture, not a secret
        self.sheet = sheet
        self.scale = TWICE * width / 1600
        self.down = 0.0  # how far below its usual place everything is painted
        self.size = round(sheet[0] * self.scale), round(sheet[1] * self.scale)
        self.image = Image.new("RGB", self.size, ground)

    def px(self, value: float) -> int:
        return round(value * self.scale)

    def mask(self) -> Image.Image:
        return Image.new("L", self.size)

    def lay(
        self, colour: Colour, mask: Image.Image, alpha: float = 1, blur: float = 0, at: tuple[int, int] = (0, 0)
    ) -> None:
        """Paint ``colour`` through ``mask``."""
        if blur:
            mask = soften(mask, blur * self.scale)
        if alpha < 1:
            mask = mask.point([round(value * alpha) for value in range(256)])
        self.image.paste(colour, (*at, at[0] + mask.width, at[1] + mask.height), mask)

    def light(self, colour: Colour, mask: Image.Image, alpha: float = 1, at: tuple[int, int] = (0, 0)) -> None:
        """Add ``colour`` as light, so that what is bright stays bright."""
        place = (*at, at[0] + mask.width, at[1] + mask.height)
        lit = Image.new("RGB", mask.size)
        lit.paste(colour, (0, 0), mask.point([round(value * alpha) for value in range(256)]))
        self.image.paste(ImageChops.screen(self.image.crop(place), lit), place)

    def _patch(self, points: Points, margin: float) -> tuple[Image.Image, ImageDraw.ImageDraw, tuple[int, int]]:
        """A mask no larger than what is drawn on it, and where it belongs."""
        xs, ys = [x for x, _y in points], [y + self.down for _x, y in points]
        left, top = max(-self.px(60), self.px(min(xs) - margin)), max(-self.px(60), self.px(min(ys) - margin))
        right = min(self.size[0] + self.px(60), self.px(max(xs) + margin)) + 2
        bottom = min(self.size[1] + self.px(60), self.px(max(ys) + margin)) + 2
        mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
        return mask, ImageDraw.Draw(mask), (left, top)

    def _on(self, points: Points, at: tuple[int, int]) -> list[tuple[float, float]]:
        return [(x * self.scale - at[0], (y + self.down) * self.scale - at[1]) for x, y in points]

    def polygon(self, points: Points, colour: Colour, alpha: float = 1, blur: float = 0) -> None:
        mask, draw, at = self._patch(points, blur * 3)
        draw.polygon(self._on(points, at), fill=255)
        self.lay(colour, mask, alpha, blur, at)

    def box(
        self, x: float, y: float, width: float, height: float, colour: Colour, alpha: float = 1, blur: float = 0
    ) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour, alpha, blur)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float = 1, blur: float = 0) -> None:
        corners = [(x - rx, y - ry), (x + rx, y + ry)]
        mask, draw, at = self._patch(corners, blur * 3)
        (left, top), (right, bottom) = self._on(corners, at)
        draw.ellipse([left, top, right, bottom], fill=255)
        self.lay(colour, mask, alpha, blur, at)

    def lines(self, strokes: Sequence[Points], colour: Colour, width: float, alpha: float = 1, blur: float = 0) -> None:
        mask, draw, at = self._patch([point for stroke in strokes for point in stroke], width + blur * 3)
        for stroke in strokes:
            draw.line(self._on(stroke, at), fill=255, width=max(1, self.px(width)), joint="curve")
        self.lay(colour, mask, alpha, blur, at)

    def glow(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1, flat: float = 1) -> None:
        """Light around a lamp; ``flat`` below 1 squeezes it."""
        fall = [round(max(0, 1 - value / 180) ** 1.9 * 255) for value in range(256)]  # 181 is its edge
        mask, _draw, at = self._patch([(x - radius, y - radius * flat), (x + radius, y + radius * flat)], 0)
        spot = Image.radial_gradient("L").point(fall)
        spot = spot.resize((max(1, self.px(radius * 2)), max(1, self.px(radius * 2 * flat))))
        mask.paste(spot, (self.px(x - radius) - at[0], self.px(y + self.down - radius * flat) - at[1]))
        self.light(colour, mask, alpha, at)

    def gradient(self, stops: Sequence[tuple[float, Colour]], top: float = 0, bottom: float | None = None) -> None:
        """A vertical run of colours between two heights."""
        bottom = self.sheet[1] if bottom is None else bottom
        strip = Image.new("RGB", (1, 256))
        for (start, above), (end, below) in zip(stops, stops[1:], strict=False):
            first, last = round(start * 255), round(end * 255)
            pair = Image.new("RGB", (1, 2), above)
            pair.putpixel((0, 1), Image.new("RGB", (1, 1), below).getpixel((0, 0)))
            run = last - first + 1
            strip.paste(pair.resize((1, run), Image.Resampling.BILINEAR, box=(0, 0.5, 1, 1.5)), (0, first))
        height = self.px(bottom) - self.px(top)
        self.image.paste(strip.resize((self.size[0], height), Image.Resampling.BICUBIC), (0, self.px(top)))

    def noise(self, coarse: float, stretch: float = 1, octaves: int = 4) -> Image.Image:
        """Clouds as a mask: value noise, the widest wave ``coarse`` units long and ``stretch`` times as wide."""
        whole = None
        for octave in range(octaves):
            cell = coarse / 2**octave
            across = max(2, math.ceil(self.sheet[0] / (cell * stretch)) + 1)
            down = max(2, math.ceil(self.sheet[1] / cell) + 1)
            wave = Image.frombytes("L", (across, down), self.random.randbytes(across * down))
            wave = wave.resize((self.size[0] // 4, self.size[1] // 4), Image.Resampling.BICUBIC)
            whole = wave if whole is None else Image.blend(whole, wave, 1 / 2 ** (octave + 0.6))
        return ImageOps.autocontrast(whole).resize(self.size, Image.Resampling.BICUBIC)

    def fog(self, colour: Colour, top: float, bottom: float, alpha: float, coarse: float = 420) -> None:
        """Drifting mist, densest at ``bottom``."""
        ramp = Image.new("L", self.size)
        run = Image.linear_gradient("L").resize((self.size[0], max(1, self.px(bottom) - self.px(top))))
        ramp.paste(run, (0, self.px(top)))
        ramp.paste(255, (0, self.px(bottom), *self.size))
        drift = self.noise(coarse, 3).point(lambda value: 110 + round(value * 0.57))
        self.lay(colour, ImageChops.multiply(ramp, drift), alpha)

    def mirror(self, shore: float, tint: Colour, depth: float = 0.45, swell: float = 5) -> None:
        """Still water below ``shore``: what stands above, upside down, swaying and darker."""
        top, bottom = self.px(shore), self.size[1]
        height = min(bottom - top, top)
        above = self.image.crop((0, top - height, self.size[0], top))
        below = ImageOps.flip(above).filter(ImageFilter.GaussianBlur(1.2 * self.scale))
        below = Image.blend(below, Image.new("RGB", below.size, tint), depth)
        self.image.paste(tint, (0, top, self.size[0], bottom))
        step, phase = max(1, self.px(2)), self.random.random() * 6
        for y in range(0, height, step):
            far = 0.25 + y / height
            shift = math.sin(y / self.scale / (5 + far * 14) + phase) * swell * far * self.scale
            row = below.crop((0, y, self.size[0], y + step))
            self.image.paste(row, (round(shift), top + y))

    def ripples(self, top: float, colour: Colour, count: int, alpha: float = 0.5, bottom: float = 900) -> None:
        """Short horizontal strokes, longer and further apart towards us."""
        mask, draw, at = self._patch([(0, top), (self.sheet[0], bottom)], 0)
        for _ in range(count):
            near = self.random.random() ** 1.6
            x, y = self.random.uniform(-60, self.sheet[0]), top + near * (bottom - top)
            length = self.random.uniform(10, 40) * (0.4 + near * 2.4)
            draw.line(
                self._on([(x, y), (x + length, y)], at),
                fill=self.random.randint(60, 255),
                width=max(1, self.px(0.8 + near * 2)),
            )
        self.lay(colour, mask, alpha, at=at)

    def shade_edges(self, strength: float = 0.45) -> None:
        edge = Image.radial_gradient("L").resize(self.size).point([max(0, round((v - 96) * 1.3)) for v in range(256)])
        self.lay("#000000", edge, strength)

    def finished(self, grain: float = 9) -> Image.Image:
        """Halved, and with the grain of a film that was never there."""
        width, height = self.size[0] // TWICE, self.size[1] // TWICE
        picture = self.image.resize((width, height), Image.Resampling.BOX)
        speck = Image.frombytes("L", (width, height), self.random.randbytes(width * height))
        speck = speck.filter(ImageFilter.GaussianBlur(0.6)).point(lambda v: round(128 + (v - 128) * grain / 60))
        return ImageChops.overlay(picture, Image.merge("RGB", (speck, speck, speck)))


def soften(mask: Image.Image, radius: float) -> Image.Image:
    """A blur that costs the same for any radius: the wider, the smaller it is worked out."""
    shrink = max(1, int(radius // 6))
    if shrink == 1:
        return mask.filter(ImageFilter.GaussianBlur(radius))
    small = mask.reduce(shrink).filter(ImageFilter.GaussianBlur(radius / shrink))
    return small.resize(mask.size, Image.Resampling.BICUBIC)


def turned(points: Points, angle: float, around: tuple[float, float] = (0, 0)) -> list[tuple[float, float]]:
    """``points`` turned by ``angle`` degrees, clockwise as one sees it."""
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    x0, y0 = around
    return [(x0 + (x - x0) * cosine - (y - y0) * sine, y0 + (x - x0) * sine + (y - y0) * cosine) for x, y in points]


def truss(
    start: tuple[float, float], end: tuple[float, float], depth: float, bays: int
) -> list[list[tuple[float, float]]]:
    """Strokes of a lattice girder between two points."""
    (x1, y1), (x2, y2) = start, end
    length = math.hypot(x2 - x1, y2 - y1)
    nx, ny = -(y2 - y1) / length * depth, (x2 - x1) / length * depth

    def place(number: float, side: int) -> tuple[float, float]:
        t = number / bays
        return x1 + (x2 - x1) * t + nx * side, y1 + (y2 - y1) * t + ny * side

    strokes = [[place(0, side), place(bays, side)] for side in (0, 1)]
    for number in range(bays):
        strokes.append([place(number, number % 2), place(number + 1, 1 - number % 2)])
        strokes.append([place(number, 0), place(number, 1)])
    return [*strokes, [place(bays, 0), place(bays, 1)]]
