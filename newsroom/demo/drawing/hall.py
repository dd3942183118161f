"""Sports: the scoreboard, the throw, the lanes, the water from below."""

import math

from PIL import Image, ImageChops, ImageFilter

from newsroom.demo.drawing.canvas import Canvas, turned

#: which of the seven strokes of a digit are lit: top, upper left, upper right, middle, lower left, lower right, bottom
LIT = {"0": "1110111", "2": "1011101", "5": "1101011", "6": "1101111", "7": "1010010", "9": "1111011"}


def handball(width: int) -> Image.Image:
    c = Canvas("handball", width, ground="#14181c")
    c.gradient([(0, "#171c21"), (1, "#2a3138")], 0, 620)
    for x in range(-40, 1640, 130):
        c.box(x, 0, 10, 470, "#0f1316", 0.7)
    c.lines([[(-10, 60), (1610, 60)], [(-10, 96), (1610, 96)]], "#0c0f12", 8)
    for x in (200, 520, 1080, 1400):
        c.box(x - 46, 66, 92, 12, "#fff4d6")
        c.glow(x, 72, 260, "#ffe7b8", 0.45)
    c.polygon([(-10, 910), (-10, 640), (1610, 640), (1610, 910)], "#b98349")
    c.lay("#8a5a2b", c.noise(24, 12, 2), 0.35)
    c.gradient([(0, "#1d242a"), (1, "#262d33")], 460, 640)
    c.lines([[(-10, 702), (1610, 702)]], "#efe4cf", 7, 0.8)
    c.lines([[(800 + 430 * math.cos(t / 20), 650 + 96 * math.sin(t / 20)) for t in range(64)]], "#efe4cf", 6, 0.6)
    _board(c)
    _heads(c)
    c.shade_edges(0.5)
    return c.finished(10)


def _board(c: Canvas) -> None:
    c.glow(800, 340, 700, "#ff7a3c", 0.22, 0.6)
    c.lines([[(560, 0), (560, 190)], [(1040, 0), (1040, 190)]], "#0a0d0f", 8)
    c.box(386, 180, 828, 330, "#07090b")
    c.box(398, 192, 804, 306, "#12171b")
    for x, figure in ((450, "2"), (590, "7"), (880, "2"), (1020, "7")):
        _digit(c, x, 222, figure, 110, 178, "#ff5a2c")
    for y in (278, 340):
        c.box(788, y, 22, 22, "#ff5a2c")
    for x, figure in ((618, "5"), (672, "9"), (756, "5"), (810, "6")):
        _digit(c, x, 424, figure, 36, 52, "#ffd56a")
    for y in (438, 458):
        c.box(728, y, 8, 8, "#ffd56a")
    for number in range(3):
        c.oval(452 + number * 30, 452, 9, 9, "#ff5a2c" if number < 2 else "#3a2018")
        c.oval(1088 + number * 30, 452, 9, 9, "#ff5a2c" if number < 1 else "#3a2018")


def _digit(c: Canvas, x: float, y: float, figure: str, wide: float, high: float, colour: str) -> None:
    slim, half = wide * 0.17, high / 2
    strokes = [[(x, y), (x + wide, y)], [(x, y), (x, y + half)], [(x + wide, y), (x + wide, y + half)],
               [(x, y + half), (x + wide, y + half)], [(x, y + half), (x, y + high)],
               [(x + wide, y + half), (x + wide, y + high)], [(x, y + high), (x + wide, y + high)]]  # fmt: skip
    for lit in ("0", "1"):
        chosen = [stroke for stroke, on in zip(strokes, LIT[figure], strict=True) if on == lit]
        if not chosen:
            continue
        if lit == "1":
            c.lines(chosen, colour, slim * 1.7, 0.4, slim)
        c.lines(chosen, colour if lit == "1" else "#1f262b", slim)


def _heads(c: Canvas) -> None:
    for row, (base, size, tone) in enumerate(((760, 44, "#1d2329"), (872, 66, "#0f1317"))):
        x = -30.0 - row * 40
        while x < 1650:
            y = base + c.random.uniform(-20, 20)
            c.oval(x, y, size * 0.72, size * 0.9, tone, 1, 7 + row * 5)
            c.oval(x, y + size * 1.9, size * 1.5, size * 1.3, tone, 1, 7 + row * 5)
            if c.random.random() < 0.16:
                c.lines([[(x + size, y + size), (x + size * 1.3, y - size * 1.6)]], tone, size * 0.5, 1, 8)
            x += size * c.random.uniform(2, 2.9)


def still_letzte_minuten(width: int) -> Image.Image:
    c = Canvas("still-letzte-minuten", width)
    c.gradient([(0, "#1b2630"), (1, "#2f3d48")], 0, 430)
    for _ in range(190):
        x, y = c.random.uniform(0, 1600), c.random.uniform(130, 410)
        tone = c.random.choice(("#6b5a50", "#8c7464", "#3f5263", "#7d3a2c", "#c2a184"))
        c.oval(x, y, 15, 18, tone, 0.6)
    c.gradient([(0, "#c08a4c"), (1, "#dcab6a")], 430, 900)
    c.lines([[(-10, 470), (1610, 440)]], "#f3e7cf", 8)
    c.lines([[(1600 + 900 * math.cos(t / 30), 480 + 330 * math.sin(t / 30)) for t in range(48, 94)]], "#f3e7cf", 9)
    c.box(1330, 170, 16, 290, "#e8e3da")
    c.box(1330, 170, 300, 16, "#c23a2a")
    c.lines([[(x, 186), (x + 20, 440)] for x in range(1350, 1600, 24)], "#e8e3da", 2, 0.4)
    _player(c, 1230, 660, 1.05, "#31517a", 14, 0.4)
    _player(c, 1010, 690, 1.15, "#31517a", -8, -0.2)
    _player(c, 420, 700, 1.1, "#c63d2b", -16, 0.1)
    still = c.image.copy()
    _player(c, 700, 560, 1.5, "#c63d2b", 22, 1)
    c.oval(936, 140, 30, 30, "#e8d9a8")
    _smear(c, still)
    c.shade_edges(0.45)
    return c.finished(11)


def _player(c: Canvas, x: float, y: float, size: float, shirt: str, lean: float, arm: float) -> None:
    def place(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return turned([(x + px * size, y + py * size) for px, py in points], lean, (x, y))

    skin, dark = "#c99470", "#20262c"
    c.lines([place((-14, 40), (-44, 110), (-96, 150)), place((16, 40), (58, 96), (34, 170))], skin, 30 * size)
    c.lines([place((-104, 154), (-80, 158)), place((30, 172), (58, 176))], "#f0ece2", 24 * size)
    c.polygon(place((-42, 20), (40, 20), (50, 82), (-54, 82)), dark)
    c.polygon(place((-50, -110), (46, -114), (42, 34), (-42, 34)), shirt)
    c.lines([place((-46, -96), (-92, -50), (-70, -6))], skin, 24 * size)
    c.lines([place((42, -98), (76 + 20 * arm, -98 - 90 * arm), (86 + 10 * arm, -40 - 190 * arm))], skin, 24 * size)
    c.oval(*place((0, -148))[0], 30 * size, 36 * size, skin)
    c.oval(*place((-5, -164))[0], 31 * size, 26 * size, "#3a2a20")


def _smear(c: Canvas, still: Image.Image) -> None:
    """Movement: the picture laid over itself along the throw, the ground less than the player."""
    for source, steps in ((still, 1), (c.image, 5)):
        moved = source
        for step in range(1, steps + 1):
            shift = ImageChops.offset(source, c.px(step * 9), 0)
            moved = Image.blend(moved, shift, 1 / (step + 1))
        c.image = moved
    c.image = c.image.filter(ImageFilter.GaussianBlur(3 * c.scale))


def bahnen(width: int) -> Image.Image:
    c = Canvas("bahnen", width)
    c.gradient([(0, "#1f8095"), (0.6, "#3aa1ae"), (1, "#5cb9bd")])
    c.lay("#0f6a82", c.noise(240, 2), 0.4)
    for lane in range(6):
        x = 133 + lane * 267
        c.lines([[(x + 7 * math.sin(y / 46 + lane), y) for y in range(-10, 720, 8)]], "#0d4c63", 32, 0.75, 2)
        c.lines([[(x - 60, 716), (x + 60, 716)]], "#0d4c63", 32, 0.75, 2)
    web = c.noise(58, 1.6, 2).point([max(0, 255 - abs(v - 128) * 16) for v in range(256)])
    c.lay("#d9fbf5", web, 0.34)
    _ropes(c)
    c.box(-10, 792, 1620, 120, "#d9d5c8")
    c.lines([[(x, 792), (x, 900)] for x in range(0, 1600, 50)], "#b7b3a6", 3)
    c.box(-10, 780, 1620, 18, "#f2efe6")
    for lane in range(6):
        x = 133 + lane * 267
        c.box(x - 58, 806, 116, 96, "#14303c", 0.35, 8)
        c.box(x - 58, 800, 116, 96, "#e9e6dd" if lane != 3 else "#c43d22")
        c.box(x - 50, 806, 100, 58, "#c9c5ba" if lane != 3 else "#ad3118")
    _swimmer(c, 934, 420)
    c.glow(240, -60, 900, "#fff6d0", 0.4)
    c.shade_edges(0.32)
    return c.finished(8)


def _ropes(c: Canvas) -> None:
    for rope in range(7):
        for number in range(47):
            y = number * 17 - 8
            x = rope * 267 + 5 * math.sin(y / 70 + rope)
            c.oval(x, y, 8, 7, "#f3efe2" if number // 5 % 2 else "#c43d22")


def _swimmer(c: Canvas, x: float, y: float) -> None:
    skin, suit = "#d6a07c", "#16222c"
    c.oval(x + 26, y + 70, 60, 150, "#0b4256", 0.35, 16)
    for number in range(16):
        c.oval(x + c.random.gauss(0, 34), y + 210 + number * 9, 12 + number * 1.4, 8, "#eefcf8", 0.34, 4)
    c.lines([[(x - 16, y + 110), (x - 22, y + 196)], [(x + 14, y + 110), (x + 22, y + 186)]], skin, 22)
    c.polygon([(x - 36, y + 6), (x + 36, y + 6), (x + 28, y + 124), (x - 28, y + 124)], suit)
    c.lines([[(x + 32, y + 16), (x + 66, y - 62), (x + 50, y - 128)]], skin, 18)
    c.lines([[(x - 34, y + 18), (x - 82, y + 76), (x - 74, y + 128)]], skin, 18, 0.85)
    c.oval(x, y - 26, 25, 31, skin)
    c.oval(x, y - 36, 27, 26, "#f0ede2")
    c.oval(x + 50, y - 138, 30, 12, "#f4fffb", 0.6, 4)


def still_bahn_vier(width: int) -> Image.Image:
    c = Canvas("still-bahn-vier", width)
    c.gradient([(0, "#a8e0de"), (0.12, "#4fb0bd"), (0.5, "#1f7890"), (1, "#0b3a52")])
    web = c.noise(70, 3, 2).point([max(0, 255 - abs(v - 128) * 12) for v in range(256)])
    roof = Image.linear_gradient("L").rotate(180).resize(c.size).point([max(0, v * 2 - 255) for v in range(256)])
    c.image.paste("#e9fffa", (0, 0), Image.composite(web, c.mask(), roof).point([v * 7 // 10 for v in range(256)]))
    for x in (180, 520, 900, 1260):
        c.polygon([(x, -20), (x + 120, -20), (x - 110, 920), (x - 420, 920)], "#c9f6f0", 0.1, 26)
    c.polygon([(-10, 800), (1610, 770), (1610, 910), (-10, 910)], "#0a3348", 0.8)
    c.lines([[(-10, 852), (1610, 826)]], "#061f2d", 34, 0.9)
    for number in range(30):
        c.oval(number * 56, 66 + 8 * math.sin(number / 2), 19, 13, "#d9492c" if number // 4 % 2 else "#eef0e6", 0.8, 2)
    suit, skin = "#0d1b25", "#c58f6e"
    c.lines([[(1010, 330), (1180, 356), (1330, 330)], [(1010, 350), (1170, 396), (1310, 420)]], skin, 44, 1, 1.5)
    c.polygon([(690, 300), (760, 262), (960, 286), (1040, 318), (1030, 366), (900, 384), (740, 364)], suit, 1, 1.5)
    c.lines([[(730, 300), (580, 240), (440, 176)]], skin, 36, 1, 1.5)
    c.lines([[(760, 350), (860, 452), (980, 520)]], skin, 34, 1, 1.5)
    c.oval(648, 318, 58, 50, skin, 1, 1.5)
    c.oval(636, 326, 60, 46, "#e8e6dc", 1, 1.5)
    c.oval(674, 292, 20, 9, "#14303c", 1, 1)
    for _ in range(90):
        x, size = c.random.uniform(960, 1500), c.random.uniform(2, 11)
        y = 420 - (x - 960) * 0.12 + c.random.gauss(0, 54)
        c.oval(x, y, size, size, "#e6fffb", c.random.uniform(0.2, 0.7), size * 0.2)
    c.shade_edges(0.5)
    return c.finished(9)
