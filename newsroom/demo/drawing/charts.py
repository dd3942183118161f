"""What the graphics desk draws: bars, a depth map, a cross-section."""

import math

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from newsroom.demo.drawing.canvas import TWICE, Canvas, soften

FONT = settings.HERE / "static" / "fonts" / "archivo.woff2"
INK, FAINT, RED, SLATE = "#0e1a22", "#4b5a64", "#b3300f", "#47606f"
SAVINGS = (
    ("Unbesetzte Stellen", 1450),
    ("Unterhalt der Straßen", 980),
    ("Zuschuss zum Stadtbus", 620),
    ("Freibad", 310),
    ("Stadtbücherei", 140),
    ("Empfänge", 60),
)
DEPTHS = ("#173f56", "#23566d", "#39728a", "#5f93a3", "#8fb4b8", "#bccfc6", "#dcd9c2", "#e6d6ae", "#d8c08f")


def haushalt(width: int) -> Image.Image:
    """On a clear ground, so that it may stand on any paper."""
    scale = TWICE * width / 1600
    chart = Image.new("RGBA", (round(1600 * scale), round(900 * scale)), (255, 255, 255, 0))
    draw = ImageDraw.Draw(chart)
    small, large = (ImageFont.truetype(FONT, size * scale) for size in (36, 40))
    for tick in range(0, 1501, 500):
        x = (520 + tick * 0.62) * scale
        draw.line([(x, 70 * scale), (x, 800 * scale)], fill="#c3cdd2", width=round(2 * scale))
        draw.text((x, 850 * scale), _thousands(tick), font=small, fill=FAINT, anchor="mm")
    for number, (label, amount) in enumerate(SAVINGS):
        y, end = (130 + number * 122) * scale, (520 + amount * 0.62) * scale
        colour = RED if number == 0 else SLATE
        draw.rectangle([520 * scale, y - 36 * scale, end, y + 36 * scale], fill=colour)
        draw.text((490 * scale, y), label, font=large, fill=INK, anchor="rm")
        inside = amount > 800
        place = (end - 22 * scale if inside else end + 22 * scale, y)
        draw.text(
            place, _thousands(amount), font=large, fill="#fff" if inside else INK, anchor="rm" if inside else "lm"
        )
    draw.text((1560 * scale, 740 * scale), "Tausend Euro", font=small, fill=FAINT, anchor="rm")
    draw.line([(520 * scale, 60 * scale), (520 * scale, 810 * scale)], fill=INK, width=round(4 * scale))
    return chart.reduce(TWICE)


def _thousands(amount: int) -> str:
    return f"{amount // 1000}.{amount % 1000:03}" if amount >= 1000 else str(amount)


def wattkarte(width: int) -> Image.Image:
    """Value noise cut into steps of depth; channels are where a second noise runs close to its middle."""
    c = Canvas("wattkarte", width)
    land = c.noise(430, 1.5, 4)
    veins = c.noise(360, 1.9, 3).point([min(255, round(abs(v - 128) * 2.6)) for v in range(256)])
    seaward = Image.linear_gradient("L").rotate(90).resize(c.size)
    height = Image.blend(Image.blend(land, veins, 0.52), seaward, 0.2)
    height = soften(height, 7 * c.scale).point([max(0, min(255, round((v - 62) * 1.75))) for v in range(256)])
    step = 256 / len(DEPTHS)
    c.image.paste(DEPTHS[0], (0, 0, *c.size))
    for number, colour in enumerate(DEPTHS[1:], 1):
        edge = round(number * step)
        rim = height.point([255 if edge - 2 <= v < edge else 0 for v in range(256)])
        c.lay(colour, height.point([255 if v >= edge else 0 for v in range(256)]))
        c.lay("#fbf7ea", rim, 0.3)
    _graticule(c)
    c.shade_edges(0.2)
    return c.finished(6)


def _graticule(c: Canvas) -> None:
    c.lines([[(x, 0), (x, 900)] for x in range(200, 1600, 400)], "#ffffff", 1.5, 0.22)
    c.lines([[(0, y), (1600, y)] for y in range(150, 900, 300)], "#ffffff", 1.5, 0.22)


def gezeiten(width: int) -> Image.Image:
    c = Canvas("gezeiten", width)
    c.gradient([(0, "#cfdadd"), (1, "#f1ede0")], 0, 620)
    c.oval(1270, 150, 54, 54, "#fbf8ee")
    c.oval(1290, 138, 50, 50, "#d3dddf", 0.9)
    bed = [(-10, 470), (210, 470), (330, 390), (410, 390), (560, 540), (700, 690), (830, 742), (980, 716),
           (1110, 600), (1250, 566), (1420, 540), (1500, 452), (1610, 440)]  # fmt: skip
    c.polygon([(330, 430), (1610, 430), (1610, 900), (330, 900)], "#86adb9", 0.85)
    c.polygon([(330, 600), (1610, 600), (1610, 900), (330, 900)], "#3f7387")
    c.lines([[(x, 430 + 4 * math.sin(x / 26)) for x in range(452, 1516, 6)]], "#ffffff", 5, 0.95)
    c.lines([[(x, 600), (x + 26, 600)] for x in range(620, 1110, 46)], "#dfeaec", 5)
    c.polygon([*bed, (1610, 900), (-10, 900)], "#a98d62")
    c.polygon([(x, y + 46) for x, y in bed] + [(1610, 960), (-10, 960)], "#8d7350")
    c.polygon([(x, y + 118) for x, y in bed] + [(1610, 1000), (-10, 1000)], "#725c40")
    c.lines([bed[:6]], "#6f8a4d", 14)
    _house(c)
    _lighthouse(c)
    _cutter(c, 800, 430, "#b3300f")
    c.lines([[(1180, 590), (1180, 446)], [(1166, 466), (1180, 442), (1194, 466)]], INK, 6)
    c.lines([[(1166, 572), (1180, 596), (1194, 572)]], INK, 6)
    return c.finished(6)


def _house(c: Canvas) -> None:
    c.box(46, 350, 128, 122, "#9c4a34")
    c.polygon([(30, 352), (110, 268), (190, 352)], "#37434b")
    for x, y in ((66, 376), (126, 376), (126, 420)):
        c.box(x, y, 28, 28, "#f3dfa6")
    c.box(68, 416, 30, 56, "#37434b")
    c.lines([[(216, 470), (216, 380)]], "#4b3c2b", 9)
    c.oval(216, 352, 44, 56, "#5f7d4a")
    c.oval(232, 338, 24, 34, "#72925a")


def _lighthouse(c: Canvas) -> None:
    c.polygon([(1512, 452), (1522, 262), (1558, 262), (1568, 448)], "#f4efe4")
    for y in (300, 384):
        spread = (y - 262) * 0.055
        c.polygon([(1521 - spread, y), (1559 + spread, y), (1561 + spread, y + 40), (1519 - spread, y + 40)], RED)
    c.box(1514, 252, 52, 12, INK)
    c.box(1526, 222, 28, 32, "#f6d98a")
    c.polygon([(1518, 224), (1540, 200), (1562, 224)], INK)


def _cutter(c: Canvas, x: float, line: float, colour: str) -> None:
    c.polygon([(x - 110, line - 34), (x + 118, line - 46), (x + 84, line + 22), (x - 84, line + 22)], "#22323c")
    c.polygon([(x - 92, line + 6), (x + 96, line + 6), (x + 84, line + 22), (x - 84, line + 22)], colour)
    c.box(x - 76, line - 92, 74, 58, "#f4efe4")
    c.box(x - 64, line - 80, 20, 20, "#39728a")
    c.box(x - 34, line - 80, 20, 20, "#39728a")
    c.lines([[(x + 30, line - 40), (x + 30, line - 180)], [(x + 30, line - 176), (x + 110, line - 46)],
             [(x + 30, line - 176), (x - 100, line - 40)], [(x + 30, line - 70), (x + 92, line - 140)]],
            INK, 4)  # fmt: skip
