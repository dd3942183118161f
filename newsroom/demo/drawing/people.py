"""A baker, a rubber band, and two evenings in front of a screen."""

import math

from PIL import Image

from newsroom.demo.drawing.canvas import Canvas

PORTRAIT = (1600, 2133)


def mundhenkel(width: int) -> Image.Image:
    """Upright: where others are 1600 wide, it is 900 by 1200."""
    c = Canvas("mundhenkel", width * 9 // 16, PORTRAIT)
    c.gradient([(0, "#4a3524"), (0.6, "#6b4a2d"), (1, "#3b2a1d")])
    _shelves(c)
    c.lay("#2a1c12", c.noise(700, 1), 0.3)
    c.glow(120, 500, 1200, "#ffca7c", 0.55)
    _shoulders(c)
    c.down = 70
    _head(c)
    c.down = 0
    c.glow(260, 760, 700, "#ffd9a0", 0.22)
    c.shade_edges(0.5)
    return c.finished(10)


def _shelves(c: Canvas) -> None:
    for row, y in enumerate((240, 640, 1040, 1440)):
        c.box(-20, y, 1640, 34, "#2c1d12", 0.9, 7)
        x = -40.0
        while x < 1640:
            wide = c.random.uniform(90, 170)
            tone = c.random.choice(("#b9772f", "#9a5c24", "#cf9345", "#84491c"))
            c.oval(x + wide / 2, y - wide * 0.27, wide / 2, wide * 0.3, tone, 0.95, 9)
            c.oval(x + wide * 0.4, y - wide * 0.38, wide * 0.24, wide * 0.09, "#f0cf94", 0.5, 9)
            x += wide + c.random.uniform(8, 30) + row
    c.box(-20, 0, 1640, 2133, "#2b1a0e", 0.2)


def _shoulders(c: Canvas) -> None:
    c.polygon([(250, 2140), (290, 1700), (420, 1520), (660, 1420),
               (940, 1420), (1180, 1520), (1310, 1700), (1350, 2140)],
              "#d9d2c4", 1, 3)  # fmt: skip
    c.polygon([(940, 1420), (1180, 1520), (1310, 1700), (1350, 2140), (1080, 2140)], "#9b9182", 0.75, 40)
    c.polygon([(560, 2140), (590, 1760), (1010, 1760), (1040, 2140)], "#3d5163", 1, 3)
    c.polygon([(860, 2140), (880, 1760), (1010, 1760), (1040, 2140)], "#26343f", 0.7, 24)
    c.lines([[(610, 1770), (650, 1440)], [(990, 1770), (950, 1440)]], "#3d5163", 46)
    c.polygon([(680, 1200), (920, 1200), (950, 1450), (800, 1560), (650, 1450)], "#c48e6d", 1, 3)
    c.polygon([(700, 1270), (930, 1240), (950, 1440), (820, 1420)], "#8a5a42", 0.65, 28)
    for x, y, r in ((420, 1640, 40), (1120, 1860, 26), (700, 1900, 34), (860, 1990, 22)):
        c.oval(x, y, r, r * 0.7, "#f6f1e6", 0.5, 14)


def _head(c: Canvas) -> None:
    hair, shade = "#9d9a95", "#6f6c69"
    c.oval(830, 470, 118, 104, shade, 1, 3)
    c.oval(816, 458, 112, 98, hair, 1, 3)
    c.oval(800, 800, 322, 372, shade, 1, 3)
    c.oval(786, 786, 312, 362, hair, 1, 3)
    c.oval(800, 940, 256, 352, "#d8a581", 1, 3)
    c.oval(930, 980, 150, 310, "#a56f50", 0.55, 50)
    c.oval(690, 900, 110, 210, "#f3cda6", 0.5, 60)
    c.oval(800, 636, 214, 74, hair, 1, 5)
    c.polygon([(530, 900), (548, 680), (700, 606), (800, 640), (905, 606), (1054, 690), (1070, 900), (1010, 760),
               (890, 690), (800, 700), (705, 690), (590, 770)], hair, 1, 5)  # fmt: skip
    for side in (-1, 1):
        x = 800 + side * 108
        c.lines([[(x - 56, 872), (x, 848), (x + 56, 866)]], "#77706a", 15, 0.95, 1.5)
        lid = [(x + dx, 934 - 26 * math.cos(dx / 36)) for dx in range(-50, 51, 5)]
        c.lines([lid], "#5c3f31", 9, 0.95, 1)
        c.lines([[(px, py - 26) for px, py in lid]], "#a46f52", 5, 0.45, 3)
        c.lines(
            [[(x + side * 62, 918), (x + side * 88, 906)], [(x + side * 62, 934), (x + side * 88, 936)]],
            "#a46f52",
            5,
            0.5,
            2,
        )
        c.oval(800 + side * 150, 1062, 66, 44, "#cf7559", 0.34, 26)
    c.lines([[(806, 920), (832, 1046), (786, 1062)]], "#a06a4d", 10, 0.7, 3)
    c.lines([[(700, 1146), (752, 1166), (812, 1168), (872, 1154), (908, 1132)]], "#8d4237", 15, 0.95, 2)
    c.lines([[(740, 1184), (808, 1196), (868, 1176)]], "#c9796a", 14, 0.8, 4)
    c.lines([[(664, 1090), (680, 1150)], [(934, 1084), (922, 1140)]], "#9b674b", 6, 0.5, 4)


def still_gummiband(width: int) -> Image.Image:
    c = Canvas("still-gummiband", width, ground="#22302c")
    c.lay("#3f524b", c.noise(330, 2.4), 0.6)
    c.lay("#55675f", c.noise(90, 5).point([max(0, v - 120) for v in range(256)]), 0.35)
    ring = [(500 + 190 * math.cos(t / 10), 300 + 190 * math.sin(t / 10)) for t in range(64)]
    bulge = [(500 + 262 * math.cos(t / 10), 300 + 196 * math.sin(t / 10)) for t in range(64)]
    moon = [(1270 + 62 * math.cos(t / 10), 250 + 62 * math.sin(t / 10)) for t in range(64)]
    arrow = [[(820, 290), (1110, 262)], [(1080, 244), (1112, 262), (1084, 286)]]
    c.lines([ring, bulge, moon, *arrow], "#e6ebe4", 7, 0.75, 1.5)
    c.lines([ring, bulge, moon, *arrow], "#e6ebe4", 16, 0.1, 8)
    c.lines(
        [[(330 + step * 40, 150 + step * 6), (300 + step * 40, 250 + step * 10)] for step in range(8)],
        "#e6ebe4",
        3,
        0.3,
        2,
    )
    path = [(-20, 700), (420, 668), (840, 660), (1210, 676), (1620, 640)]
    c.lines([[(x, y + 46) for x, y in path]], "#000000", 26, 0.5, 14)
    c.lines([path], "#a92c1a", 22)
    c.lines([[(x, y - 5) for x, y in path]], "#e0664c", 6, 0.7, 1.5)
    for x, y in path[1:4]:
        c.oval(x + 6, y + 52, 40, 20, "#000000", 0.45, 12)
        c.oval(x, y, 40, 34, "#a92c1a")
        c.oval(x - 8, y - 8, 22, 16, "#d9573d", 0.8, 4)
        c.lines([[(x - 24, y + 20), (x + 16, y - 26)], [(x - 6, y + 30), (x + 30, y - 8)]], "#701a0e", 6)
    _hand(c)
    c.shade_edges(0.6)
    return c.finished(11)


def _hand(c: Canvas) -> None:
    skin, shade = "#c99a78", "#96694c"
    c.polygon([(1640, 520), (1500, 548), (1430, 600), (1420, 700), (1470, 760), (1640, 820)], "#000000", 0.4, 18)
    c.polygon([(1640, 500), (1510, 540), (1440, 590), (1430, 680), (1480, 740), (1640, 800)], skin, 1, 2)
    for y, reach in ((622, 1352), (664, 1340), (704, 1362)):
        c.lines([[(1500, y + 6), (reach, y + 8)]], shade, 44, 1, 2)
        c.lines([[(1500, y), (reach, y)]], skin, 40, 1, 2)
    c.lines([[(1490, 580), (1400, 610), (1372, 640)]], skin, 42, 1, 2)
    c.box(1570, 470, 60, 380, "#33475a", 1, 3)


def _hall(c: Canvas, screen: Image.Image, glow: str) -> None:
    c.gradient([(0, "#0e1216"), (1, "#1b2026")])
    for x in range(60, 1600, 240):
        c.box(x, 0, 26, 640, "#12171c")
    c.glow(800, 330, 900, glow, 0.4)
    left, top, right, bottom = c.px(330), c.px(70), c.px(1270), c.px(598)
    c.image.paste(screen.resize((right - left, bottom - top)), (left, top))


def _audience(c: Canvas) -> None:
    for base, size, tone, blur in ((690, 38, "#11161b", 1.5), (780, 54, "#0b0f13", 3), (900, 78, "#06090b", 7)):
        x = c.random.uniform(-60, 0)
        while x < 1660:
            y = base + c.random.uniform(-14, 14)
            c.oval(x, y, size * 0.7, size * 0.86, tone, 1, blur)
            c.oval(x, y + size * 1.9, size * 1.5, size * 1.3, tone, 1, blur)
            c.lines([[(x - size * 0.4, y - size * 0.72), (x + size * 0.4, y - size * 0.72)]], "#5d7482", 4, 0.35, blur)
            x += size * c.random.uniform(2.5, 3.4)


def _speaker(c: Canvas, x: float, coat: str, hair: str) -> None:
    c.polygon([(x - 66, 760), (x - 58, 470), (x - 26, 440), (x + 26, 440), (x + 58, 470), (x + 66, 760)], coat, 1, 1)
    c.lines([[(x - 50, 476), (x - 120, 420), (x - 176, 330)]], coat, 34, 1, 1)
    c.oval(x - 180, 320, 15, 17, "#8d6a57", 1, 1)
    c.oval(x, 396, 32, 40, "#8d6a57", 1, 1)
    c.oval(x + 3, 376, 36, 32, hair, 1, 1)


def lecture(seed: str, width: int, screen: Image.Image, glow: str, coat: str, hair: str) -> Image.Image:
    """Somebody speaks in front of ``screen``, many listen."""
    c = Canvas(seed, width)
    _hall(c, screen, glow)
    _speaker(c, 1236, coat, hair)
    _audience(c)
    c.shade_edges(0.5)
    return c.finished(11)
