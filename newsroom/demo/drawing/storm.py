"""The sea in bad weather."""

import math

from PIL import Image

from newsroom.demo.drawing.canvas import Canvas


def _sky(c: Canvas, shore: float, stops: tuple[str, str, str]) -> None:
    c.gradient([(0, stops[0]), (0.6, stops[1]), (1, stops[2])], 0, shore)
    c.lay("#10181e", c.noise(260, 4, 5).point([max(0, round((v - 100) * 1.7)) for v in range(256)]), 0.62)
    c.lay("#aab6b8", c.noise(170, 6, 5).point([max(0, round((v - 150) * 1.5)) for v in range(256)]), 0.42)


def _swell(c: Canvas, top: float, layers: int, dark: tuple[int, int, int], pale: tuple[int, int, int]) -> None:
    """Rows of waves, each a sum of sines, steeper and darker towards us."""
    for layer in range(layers):
        near = layer / (layers - 1)
        base, height = top + (900 - top) * near**1.35 * 0.92, 4 + near * 80
        phase, long = c.random.uniform(0, 9), 55 + near * 250
        crest = []
        for x in range(-20, 1641, 10):
            wave = math.sin(x / long + phase) + 0.45 * math.sin(x / long * 2.3 + phase * 2)
            crest.append((x, base - height * 0.5 * abs(wave) ** 0.8 * (1 if wave > 0 else -0.5)))
        share = 0.25 + 0.75 * near
        tone = tuple(round(p + (d - p) * share) for p, d in zip(pale, dark, strict=True))
        c.polygon([*crest, (1660, 960), (-40, 960)], tone)
        c.lines([crest], "#c7d2d2", 1.2 + near * 3.4, 0.2 + 0.28 * near, 0.6 + near)
        _foam(c, crest, near)


def _foam(c: Canvas, crest: list[tuple[float, float]], near: float) -> None:
    flecks = []
    for x, y in crest:
        for _ in range(2):
            if c.random.random() < 0.55:
                dy = c.random.expovariate(1 / (4 + near * 30))
                dx = c.random.uniform(-30, 30)
                flecks.append([(x + dx, y + dy), (x + dx + c.random.uniform(4, 12 + near * 38), y + dy + 2)])
    c.lines(flecks, "#dbe3e2", 1 + near * 2.4, 0.42, 0.5)


def _rain(c: Canvas, count: int) -> None:
    drops = []
    for _ in range(count):
        x, y, length = c.random.uniform(-50, 1650), c.random.uniform(-50, 900), c.random.uniform(18, 60)
        drops.append([(x, y), (x + length * 0.36, y + length)])
    c.lines(drops, "#c9d4d8", 1.3, 0.2)


def _spray(c: Canvas, x: float, y: float, reach: float, count: int) -> None:
    """A burst of water: many soft dots thrown up and to the right."""
    for _ in range(count):
        angle, far = c.random.gauss(-1.25, 0.42), c.random.random() ** 0.7 * reach
        px, py = x + math.cos(angle) * far * 1.3, y + math.sin(angle) * far
        size = c.random.uniform(4, 30) * (1.15 - far / reach)
        c.oval(px, py, size * 1.2, size, "#dfe7e6", c.random.uniform(0.12, 0.4), size * 0.28)
    for _ in range(count // 2):
        angle, far = c.random.gauss(-1.2, 0.5), c.random.uniform(0.5, 1.25) * reach
        px, py = x + math.cos(angle) * far * 1.3, y + math.sin(angle) * far
        c.oval(px, py, 2.2, 2.2, "#f0f4f2", 0.7)


def sturmflut(width: int) -> Image.Image:
    c, shore = Canvas("sturmflut", width), 400
    _sky(c, shore + 6, ("#2b3840", "#5d6c72", "#a7aca2"))
    c.glow(1180, 330, 620, "#e9d9ae", 0.28, 0.45)
    c.polygon([(1118, shore + 20), (1132, 150), (1172, 150), (1186, shore + 20)], "#3b3436")
    for y in (200, 300):
        c.polygon([(1129 - (y - 200) * 0.06, y), (1175 + (y - 200) * 0.06, y), (1178 + (y - 200) * 0.06, y + 50),
                   (1126 - (y - 200) * 0.06, y + 50)], "#a9553c", 0.85)  # fmt: skip
    c.box(1122, 140, 60, 12, "#20282d")
    c.box(1134, 104, 36, 38, "#20282d")
    c.polygon([(1128, 104), (1152, 82), (1176, 104)], "#20282d")
    c.polygon([(1152, 124), (-100, -60), (-100, 150)], "#fff0c4", 0.22, 14)
    c.polygon([(1152, 122), (1700, 40), (1700, 150)], "#fff0c4", 0.3, 12)
    c.glow(1152, 122, 230, "#fff0c8", 0.95)
    c.oval(1152, 122, 10, 10, "#fffdf0")
    _swell(c, shore, 13, (26, 38, 46), (112, 128, 130))
    _spray(c, 1150, shore + 34, 120, 60)
    _spray(c, 420, 640, 130, 46)
    _rain(c, 420)
    c.shade_edges(0.5)
    return c.finished(11)


def still_kaje(width: int) -> Image.Image:
    c, shore = Canvas("still-kaje", width), 430
    _sky(c, shore + 6, ("#1d272e", "#3d4a51", "#6f7b7e"))
    _swell(c, shore, 9, (18, 28, 35), (70, 86, 92))
    wall = [(900, 900), (1010, 640), (1640, 600), (1640, 900)]
    c.polygon(wall, "#171d21")
    c.polygon([(1010, 640), (1640, 600), (1640, 640), (1000, 676)], "#343c40")
    for x in range(1040, 1640, 96):
        c.lines([[(x, 640 - (x - 1010) * 0.063), (x, 566 - (x - 1010) * 0.063)]], "#0d1214", 7)
    c.lines([[(1040, 570), (1640, 532)], [(1040, 602), (1640, 566)]], "#0d1214", 5)
    c.lines([[(1300, 620), (1300, 210), (1352, 190)]], "#0b1012", 12)
    c.polygon([(1320, 200), (1386, 200), (1640, 640), (1060, 676)], "#ffe2a0", 0.09, 20)
    _spray(c, 990, 660, 420, 260)
    _spray(c, 1060, 640, 250, 120)
    c.glow(1354, 196, 300, "#ffdc96", 0.9)
    c.oval(1354, 198, 16, 12, "#fff7dd")
    c.ripples(640, "#ffdf9f", 26, 0.3, 700)
    _rain(c, 700)
    c.shade_edges(0.55)
    return c.finished(12)
