"""What lies in the town's archive: a brown photograph, a blueprint, a tinted postcard."""

import math

from PIL import Image, ImageChops, ImageOps

from newsroom.demo.drawing.canvas import Canvas, turned

LINE = "#dcebf5"


def stadthaus(width: int) -> Image.Image:
    c = Canvas("stadthaus", width)
    c.gradient([(0, "#b9b9b9"), (1, "#e6e6e6")], 0, 760)
    c.lay("#ffffff", c.noise(300, 3), 0.35)
    for x, high in ((-20, 330), (130, 400), (1240, 380), (1420, 320)):
        c.box(x, 760 - high, 210, high, "#8f8f8f", 0.85, 3)
        c.polygon([(x - 10, 762 - high), (x + 105, 672 - high), (x + 220, 762 - high)], "#757575", 0.85, 3)
    _front(c, "#6e6e6e", "#8b8b8b", "#2b2b2b")
    c.gradient([(0, "#a9a9a9"), (1, "#6d6d6d")], 760, 900)
    c.lines([[(x, 760), (800 + (x - 800) * 1.9, 900)] for x in range(-200, 1900, 60)], "#555555", 2, 0.5)
    _passers(c)
    c.lay("#ffffff", c.noise(500, 1.2), 0.14)
    _scratches(c)
    c.shade_edges(0.6)
    brown = ImageOps.colorize(c.finished(15).convert("L"), "#20130a", "#efe0c2", mid="#8f744f")
    return _mounted(brown)


def _front(c: Canvas, wall: str, trim: str, glass: str) -> None:
    """Three storeys, a stepped gable, rows of arched windows."""
    c.box(250, 330, 1100, 430, wall)
    for step, (left, top) in enumerate(((450, 270), (540, 210), (630, 150), (710, 96))):
        c.box(left, top, 1600 - 2 * left, 340 - top - step, wall)
        c.box(left - 8, top - 8, 1616 - 2 * left, 12, trim)
    c.polygon([(720, 92), (800, 46), (880, 92)], wall)
    c.lines([[(712, 92), (800, 42), (888, 92)]], trim, 10)
    for y in (330, 478, 620):
        c.box(238, y - 8, 1124, 16, trim)
    for row, y in enumerate((368, 512, 654)):
        for number in range(12):
            x = 284 + number * 88.6
            if not (row == 2 and number in (5, 6)):
                _window(c, x, y, 52, 88, trim, glass)
    for x in (690, 776, 862):
        _window(c, x, 238, 48, 64, trim, glass)
    c.oval(800, 176, 26, 26, trim)
    c.oval(800, 176, 20, 20, "#e8e8e8")
    c.lines([[(800, 176), (800, 162)], [(800, 176), (810, 182)]], "#222222", 3)
    c.box(742, 640, 116, 120, glass)
    c.oval(800, 642, 58, 50, glass)
    c.lines([[(800, 596), (800, 760)]], trim, 4)


def _window(c: Canvas, x: float, y: float, wide: float, high: float, trim: str, glass: str) -> None:
    c.box(x - 5, y, wide + 10, high + 6, trim)
    c.oval(x + wide / 2, y, wide / 2 + 5, wide / 2 + 3, trim)
    c.box(x, y, wide, high, glass)
    c.oval(x + wide / 2, y, wide / 2, wide / 2 - 3, glass)
    middle, rail = x + wide / 2, y + high * 0.3
    c.lines([[(middle, y - wide / 2), (middle, y + high)], [(x, rail), (x + wide, rail)]], trim, 4)


def _passers(c: Canvas) -> None:
    for x, size in ((420, 1.0), (470, 0.92), (1130, 1.1), (980, 0.8)):
        foot = 800 + 60 * (size - 0.8)
        c.polygon([(x - 20 * size, foot), (x - 10 * size, foot - 80 * size), (x + 10 * size, foot - 80 * size),
                   (x + 20 * size, foot)], "#262626", 0.9, 1.5)  # fmt: skip
        c.oval(x, foot - 92 * size, 9 * size, 11 * size, "#4a4a4a", 0.9, 1.5)
        c.box(x - 15 * size, foot - 106 * size, 30 * size, 7 * size, "#1f1f1f", 0.9, 1)
    c.box(600, 700, 12, 130, "#1f1f1f")
    c.oval(606, 690, 16, 20, "#d8d8d8")


def _scratches(c: Canvas) -> None:
    for _ in range(16):
        x, y = c.random.uniform(0, 1600), c.random.uniform(0, 900)
        c.lines([[(x, y), (x + c.random.gauss(0, 20), y + c.random.uniform(40, 260))]], "#ffffff", 1.2, 0.3)
    for _ in range(40):
        c.oval(c.random.uniform(0, 1600), c.random.uniform(0, 900), 2.4, 2.4, "#ffffff", 0.5)


def _mounted(photograph: Image.Image) -> Image.Image:
    """On its card, as archives keep them."""
    wide, high = photograph.size
    card = Image.new("RGB", photograph.size, "#d9cdb4")
    edge = round(wide * 0.022)
    inner = photograph.resize((wide - 2 * edge, high - 2 * edge))
    card.paste("#b9aa8b", (edge - 2, edge - 2, wide - edge + 3, high - edge + 3))
    card.paste(inner, (edge, edge))
    return card


def blaupause(width: int) -> Image.Image:
    c = Canvas("blaupause", width, ground="#1d4a78")
    c.lay("#2f6796", c.noise(380, 1.6), 0.6)
    c.lay("#12355c", c.noise(120, 1.2).point([max(0, v - 120) for v in range(256)]), 0.5)
    c.lines([[(x, 0), (x, 900)] for x in range(40, 1600, 40)], LINE, 1, 0.1)
    c.lines([[(0, y), (1600, y)] for y in range(40, 900, 40)], LINE, 1, 0.1)
    c.lines([[(36, 36), (1564, 36), (1564, 864), (36, 864), (36, 36)]], LINE, 3, 0.8)
    _elevation(c)
    _plan(c)
    c.box(1228, 770, 320, 80, "#1d4a78")
    c.lines([[(1228, 770), (1548, 770), (1548, 848), (1228, 848), (1228, 770)], [(1228, 808), (1548, 808)],
             [(1400, 770), (1400, 848)]], LINE, 2.5, 0.8)  # fmt: skip
    for y in (790, 828):
        for x in (1246, 1416):
            c.lines([[(x + step * 7, y + c.random.uniform(-5, 5)) for step in range(16)]], LINE, 2, 0.8)
    for x in (533, 1066):
        c.box(x - 3, 0, 5, 900, "#ffffff", 0.2, 4)
        c.box(x + 3, 0, 4, 900, "#061a30", 0.35, 4)
    c.box(0, 448, 1600, 5, "#ffffff", 0.16, 4)
    c.oval(1360, 210, 130, 96, "#0d2c4c", 0.26, 26)
    c.shade_edges(0.35)
    return c.finished(10)


def _elevation(c: Canvas) -> None:
    base = 800
    strokes = [[(120, base), (1180, base)], [(200, base), (200, 500), (440, 500)],
               [(880, 500), (1100, 500), (1100, base)],
               [(440, 500), (440, 440), (560, 440)], [(760, 440), (880, 440), (880, 500)]]  # fmt: skip
    strokes += [[(560, base), (566, 250), (754, 250), (760, base)], [(546, 250), (774, 250)], [(546, 238), (774, 238)]]
    strokes += [[(596, 238), (596, 130), (724, 130), (724, 238)], [(586, 130), (660, 62), (734, 130), (586, 130)]]
    strokes += [[(x, 238), (x, 130)] for x in (622, 648, 674, 700)] + [[(660, 62), (660, 48)]]
    strokes += [[(566, y), (758, y)] for y in (330, 440, 560, 680)]
    for x in (230, 300, 370, 470, 820, 910, 980, 1050):
        for y in (540, 630, 720):
            strokes.append([(x, y + 54), (x, y), (x + 15, y - 14), (x + 30, y), (x + 30, y + 54), (x, y + 54)])
    for y in (360, 470, 590):
        strokes += [[(x, y + 60), (x, y), (x + 16, y - 15), (x + 32, y), (x + 32, y + 60)] for x in (600, 688)]
    c.lines(strokes, LINE, 3.2, 0.92)
    hatch = [[(566 + step * 12, base - 4), (590 + step * 12, 690)] for step in range(14)]
    c.lines(hatch, LINE, 1.2, 0.4)
    measure = [[(1150, 62), (1150, base)], [(1136, 62), (1164, 62)], [(1136, base), (1164, base)]]
    c.lines([*measure, [(760, 62), (1130, 62)]], LINE, 1.8, 0.7)
    c.lines([[(200, 836), (1100, 836)], [(200, 826), (200, 846)], [(1100, 826), (1100, 846)]], LINE, 1.8, 0.7)


def _plan(c: Canvas) -> None:
    x, y = 1380, 430
    for half in (130, 108):
        c.lines([[(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half),
                  (x - half, y - half)]], LINE, 3, 0.9)  # fmt: skip
    ring = [(x + 62 * math.cos(step / 10), y + 62 * math.sin(step / 10)) for step in range(64)]
    c.lines([ring], LINE, 2.4, 0.9)
    spokes = [turned([(x, y), (x + 62, y)], step * 24, (x, y)) for step in range(15)]
    c.lines([*spokes, [(x - 170, y), (x + 170, y)], [(x, y - 170), (x, y + 170)]], LINE, 1.4, 0.6)


def postkarte(width: int) -> Image.Image:
    """The tower that was never built, in colours that never were."""
    c = Canvas("postkarte", width, (1600, 1120))
    c.gradient([(0, "#6f93a6"), (0.5, "#d9bd95"), (1, "#efc28d")], 0, 1000)
    c.lay("#fff2d8", c.noise(160, 4), 0.4)
    c.down = 240
    c.glow(800, 500, 800, "#ffd79c", 0.45, 0.7)
    _tower(c)
    _front(c, "#9a5b47", "#d9b48c", "#3c4a4e")
    c.gradient([(0, "#cdb78c"), (1, "#8a7a58")], 1000, 1120)
    for x, size in ((210, 1.2), (330, 0.9), (1290, 0.95), (1400, 1.25)):
        c.lines([[(x, 790), (x, 650)]], "#4a3a28", 16 * size)
        for dx, y, r in ((-36, 620, 66), (36, 628, 62), (0, 574, 70), (-8, 656, 64)):
            c.oval(x + dx * size, y, r * size, r * size * 0.86, "#56703f", 0.94, 3)
        c.oval(x - 24 * size, 580, 40 * size, 34 * size, "#7f9450", 0.7, 8)
    _passers(c)
    return _on_felt(c, width)


def _tower(c: Canvas) -> None:
    c.box(728, -70, 144, 400, "#8d5140")
    c.box(728, -70, 34, 400, "#a8654f")
    for y in (-40, 24):
        for x in (762, 822):
            _window(c, x, y, 22, 34, "#d9b48c", "#3c4a4e")
    c.box(712, -84, 176, 16, "#d9b48c")
    c.glow(800, -124, 190, "#ffe9a8", 0.7)
    c.box(752, -156, 96, 74, "#fff0bd")
    for x in (752, 776, 800, 824, 848):
        c.lines([[(x, -156), (x, -82)]], "#7a5a3a", 4)
    c.polygon([(738, -154), (800, -206), (862, -154)], "#4f6b66")
    c.lines([[(800, -204), (800, -228)]], "#4f6b66", 5)


def _on_felt(c: Canvas, width: int) -> Image.Image:
    """The card as it lies before the photographer: yellowed, a little crooked, printed out of register."""
    print_ = c.finished(12)
    red, green, blue = print_.split()
    print_ = Image.merge("RGB", (ImageChops.offset(red, max(1, width // 700), 0), green, blue))
    table = Canvas("felt", width, ground="#3a3f3c")
    table.lay("#23282a", table.noise(420, 1.5), 0.7)
    table.polygon(turned([(286, 72), (1342, 72), (1342, 868), (286, 868)], -1.4, (800, 450)), "#000000", 0.6, 22)
    card = Image.new("RGB", (table.px(1050), table.px(786)), "#ece2c9")
    card.paste(print_.resize((table.px(986), table.px(690))), (table.px(32), table.px(32)))
    shape = Image.new("L", card.size, 255).rotate(1.4, expand=True, resample=Image.Resampling.BICUBIC)
    card = card.rotate(1.4, expand=True, resample=Image.Resampling.BICUBIC)
    table.image.paste(card, ((table.size[0] - card.width) // 2, (table.size[1] - card.height) // 2), shape)
    words = [(320 + step * 9, 804 - step * 0.22 + table.random.uniform(-8, 8)) for step in range(34)]
    table.lines([words], "#5a4a36", 2.4, 0.75)
    table.lay("#9c7f4f", table.noise(500, 1.3), 0.13)
    table.shade_edges(0.45)
    return table.finished(9)
