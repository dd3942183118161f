"""Asphalt and concrete."""

import math

from PIL import Image, ImageChops

from newsroom.demo.drawing.canvas import Canvas, turned

PAINT = "#ece6d4"


def _asphalt(c: Canvas, dark: str, pale: str) -> None:
    c.box(-10, -10, 1620, 920, dark)
    c.lay(pale, c.noise(9, 1, 2), 0.4)
    c.lay(pale, c.noise(420, 1.5), 0.3)
    c.lay("#000000", c.noise(150, 2).point([max(0, v - 140) for v in range(256)]), 0.5)


def _worn(c: Canvas, points: list[tuple[float, float]]) -> None:
    """Road paint that many tyres have been over."""
    before = c.image.copy()
    c.polygon(points, PAINT, 0.94)
    bare = c.noise(26, 1.4, 3).point([255 if v > 178 else 0 for v in range(256)])
    c.image.paste(before, (0, 0), bare)


def radweg(width: int) -> Image.Image:
    c = Canvas("radweg", width)
    _asphalt(c, "#4d5152", "#7d7f7a")
    c.box(-10, -10, 1620, 118, "#8f8a7e")
    c.lines([[(x, -10), (x, 104)] for x in range(-40, 1640, 74)], "#6b675e", 3, 0.7)
    c.lines([[(-10, 52), (1610, 52)]], "#6b675e", 3, 0.7)
    c.box(-10, 104, 1620, 16, "#b9b2a2")
    c.box(-10, 118, 1620, 14, "#1e2122", 0.4, 4)
    for x in range(-120, 1640, 330):
        _worn(c, [(x, 782), (x + 190, 782), (x + 190, 800), (x, 800)])
    _worn(c, [(-10, 236), (1610, 236), (1610, 248), (-10, 248)])
    _car(c, 930, 520)
    _bicycle(c, 620, 350)
    c.lines([[(690, 378), (690, 424)], [(678, 378), (702, 378)], [(678, 424), (702, 424)]], "#ffd34d", 5)
    _leaves(c)
    c.lay("#ffe0a8", Image.linear_gradient("L").rotate(90).resize(c.size), 0.16)
    c.shade_edges(0.4)
    return c.finished(10)


def _car(c: Canvas, x: float, y: float) -> None:
    body = [(x - 300, y - 78), (x - 270, y - 92), (x + 210, y - 92), (x + 276, y - 66), (x + 290, y),
            (x + 276, y + 66), (x + 210, y + 92), (x - 270, y + 92), (x - 300, y + 78)]  # fmt: skip
    c.polygon([(px - 60, py + 96) for px, py in body], "#0c0e10", 0.5, 12)
    c.polygon(body, "#8f2f22")
    c.polygon([(px * 0.9 + x * 0.1, (py - y) * 0.8 + y) for px, py in body], "#a83a2a")
    c.polygon([(x + 60, y - 70), (x + 136, y - 58), (x + 136, y + 58), (x + 60, y + 70)], "#1d262c")
    c.polygon([(x - 218, y - 66), (x - 176, y - 72), (x - 176, y + 72), (x - 218, y + 66)], "#1d262c")
    c.box(x - 160, y - 74, 206, 148, "#b5432f")
    c.box(x - 160, y - 84, 200, 8, "#1d262c")
    c.box(x - 160, y + 76, 200, 8, "#1d262c")
    c.box(x - 140, y - 60, 160, 30, "#d8806a", 0.45, 8)
    for side in (-1, 1):
        c.oval(x + 276, y + side * 52, 12, 14, "#fff1c9")
        c.box(x + 74, y + side * 101 - 7, 26, 14, "#8f2f22")
        c.glow(x + 350, y + side * 56, 130, "#fff0c4", 0.3)


def _bicycle(c: Canvas, x: float, y: float) -> None:
    shadow = [(x - 120, y + 130), (x + 110, y + 130), (x + 110, y + 138), (x - 120, y + 138)]
    c.polygon([(px - 70, py - 8) for px, py in shadow], "#0c0e10", 0.5, 4)
    for wheel in (-92, 92):
        c.oval(x + wheel - 70, y + 92, 50, 40, "#0c0e10", 0.38, 4)
    c.polygon([(x - 110, y + 124), (x - 60, y + 40), (x - 20, y + 40), (x - 10, y + 120)], "#0c0e10", 0.45, 6)
    c.lines([[(x - 140, y), (x + 140, y)]], "#14181a", 11)
    c.lines([[(x + 84, y - 44), (x + 92, y), (x + 84, y + 44)]], "#14181a", 8)
    c.oval(x - 6, y, 66, 40, "#1f4f63")
    c.oval(x + 2, y, 50, 32, "#2a667e")
    c.lines([[(x + 20, y - 34), (x + 78, y - 40)], [(x + 20, y + 34), (x + 78, y + 40)]], "#2a667e", 17)
    c.oval(x + 38, y, 27, 25, "#e9e5da")
    c.lines([[(x + 22, y - 12), (x + 58, y - 10)], [(x + 22, y + 12), (x + 58, y + 10)]], "#b9b3a4", 4)
    c.box(x - 92, y - 15, 40, 30, "#4f3b28")


def _leaves(c: Canvas) -> None:
    for _ in range(46):
        x, y, size = c.random.uniform(0, 1600), c.random.gauss(150, 40), c.random.uniform(5, 10)
        leaf = [(x - size, y), (x, y - size * 0.5), (x + size, y), (x, y + size * 0.5)]
        tint = c.random.choice(("#b5793a", "#8c5a2b", "#c99a4b"))
        c.polygon(turned(leaf, c.random.uniform(0, 180), (x, y)), tint, 0.9)


def still_zollstock(width: int) -> Image.Image:
    c = Canvas("still-zollstock", width)
    _asphalt(c, "#595850", "#8f8b7c")
    _worn(c, [(190, 910), (330, 910), (520, -10), (430, -10)])
    _shadow_rider(c)
    joints = [(660, 760), (880, 640), (1110, 700), (1330, 560), (1560, 610)]
    c.lines([[(x - 6, y + 22) for x, y in joints]], "#000000", 36, 0.35, 6)
    for (x1, y1), (x2, y2) in zip(joints, joints[1:], strict=False):
        c.lines([[(x1, y1), (x2, y2)]], "#e3b93c", 34)
        for mark in range(1, 22):
            t, tall = mark / 22, 13 if mark % 5 else 22
            x, y = x1 + (x2 - x1) * t, y1 + (y2 - y1) * t - 16
            c.lines([[(x, y), (x + 2, y + tall)]], "#3a2d0c", 2.5)
    for x, y in joints:
        c.oval(x, y, 20, 20, "#caa02c")
        c.oval(x, y, 7, 7, "#7d7a70")
    c.glow(1500, -40, 1300, "#ffdf9c", 0.3)
    c.shade_edges(0.55)
    return c.finished(12)


def _shadow_rider(c: Canvas) -> None:
    shade, ring = c.mask(), c.mask()
    soft = Canvas("rider", c.px(1600) // 2)
    for x in (690, 1090):
        soft.oval(x, 470, 150, 104, "#ffffff")
        soft.oval(x, 470, 136, 91, "#000000")
        soft.lines([[(x, 470), (x + 140 * math.cos(a), 470 + 96 * math.sin(a))] for a in range(7)], "#ffffff", 2)
    soft.lines([[(690, 470), (800, 300), (1020, 290), (1090, 470)], [(800, 300), (880, 470), (1020, 290)]], "#fff", 13)
    soft.lines([[(690, 470), (880, 470)], [(780, 262), (820, 300)], [(1020, 290), (1000, 236), (960, 232)]], "#fff", 13)
    soft.lines([[(800, 250), (880, 110)], [(880, 128), (990, 236)]], "#ffffff", 46)
    soft.lines([[(800, 262), (900, 350), (866, 462)]], "#ffffff", 36)
    soft.oval(928, 46, 42, 48, "#ffffff")
    ring.paste(soft.image.convert("L").resize(c.size))
    shade = ImageChops.add(shade, ring)
    c.lay("#14140f", shade, 0.62, 3)


def parkdeck(width: int) -> Image.Image:
    c = Canvas("parkdeck", width, ground="#1b2024")
    c.gradient([(0, "#30404d"), (0.5, "#7f7f86"), (1, "#d39a76")], 300, 560)
    for number in range(26):
        x, high = number * 66 - 20, c.random.uniform(10, 74)
        c.box(x, 560 - high, 60, high + 4, "#242c35", 0.9)
    c.polygon([(-10, -10), (1610, -10), (1610, 230), (1040, 372), (560, 372), (-10, 230)], "#2a2f33")
    c.polygon([(-10, 910), (1610, 910), (1610, 690), (1040, 552), (560, 552), (-10, 690)], "#3b3f41")
    c.lay("#6a6a66", c.noise(300, 3), 0.12)
    for number in range(7):
        t = number / 6
        c.lines([[(-10 + 570 * t, 230 + 142 * t), (1610 - 570 * t, 230 + 142 * t)]], "#14181b", 26 - 20 * t)
    for x in (-700, -250, 200, 650, 950, 1400, 1850, 2300):
        c.lines([[(x, 910), (800 + (x - 800) * 0.3, 556)]], "#b9b4a2", 5, 0.42)
    c.glow(800, 400, 420, "#ffd797", 0.75, 0.5)
    c.glow(800, 590, 520, "#ffcf8a", 0.55, 0.28)
    _singers(c)
    for x, wide in ((70, 120), (1410, 120), (370, 62), (1168, 62)):
        top, foot = (0, 900) if wide > 100 else (280, 640)
        c.box(x, top, wide, foot - top, "#1a1e21")
        c.box(x + (wide - 16 if x < 800 else 0), top, 16, foot - top, "#7c6748", 0.55, 5)
    c.lines([[(730, 366), (870, 366)]], "#fff3d0", 10)
    c.shade_edges(0.55)
    return c.finished(11)


def _singers(c: Canvas) -> None:
    coats = ("#2b3a46", "#54342c", "#3a4a3e", "#22282e", "#6a4a30", "#33405a")
    for number in range(15):
        x = 576 + number * 32 + c.random.uniform(-5, 5)
        high = c.random.uniform(72, 92)
        foot = 604 + 10 * math.cos((x - 800) / 200)
        c.polygon([(x - 6, foot), (x - 40, 690), (x + 30, 690), (x + 8, foot)], "#000000", 0.16, 8)
        c.polygon([(x - 13, foot), (x - 12, foot - high + 22), (x + 12, foot - high + 22), (x + 13, foot)],
                  coats[number % 6])  # fmt: skip
        c.oval(x, foot - high + 8, 9, 12, c.random.choice(("#d9b08c", "#b98663", "#8a5d43", "#e2c2a2")))
        c.oval(x, foot - high + 2, 10, 8, c.random.choice(("#2a1f1a", "#5e4128", "#181818", "#8c6a3a")))
    c.polygon([(792, 690), (788, 560), (822, 560), (826, 690)], "#101417")
    c.oval(805, 540, 15, 19, "#2a1c17")
    c.lines([[(790, 580), (738, 540)], [(820, 580), (874, 536)]], "#101417", 12)
