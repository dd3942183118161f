"""The bascule bridge and its broken bearing."""

import math

from PIL import Image

from newsroom.demo.drawing.canvas import Canvas, truss, turned

STEEL = "#1d2831"
SHORE = 610


def klappbruecke(width: int) -> Image.Image:
    c = Canvas("klappbruecke", width)
    _morning(c)
    _far_bank(c)
    _quays(c)
    _leaf(c, (500, SHORE - 84), -50, 400)
    _portal(c, 500, 220)
    _signal(c, 1166, SHORE - 190)
    c.mirror(SHORE, "#2a3640", 0.42, 7)
    c.ripples(SHORE + 6, "#f3c99a", 150, 0.34)
    c.ripples(SHORE + 6, "#16202a", 240, 0.5)
    c.shade_edges(0.35)
    return c.finished(9)


def _morning(c: Canvas) -> None:
    c.gradient([(0, "#5d7788"), (0.35, "#93a3a8"), (0.6, "#dcc0a0"), (0.78, "#f2b481"), (1, "#e79e6e")], 0, SHORE)
    c.glow(1010, SHORE - 30, 620, "#ffcf94", 0.62, 0.6)
    cloud = c.noise(190, 5).point(lambda v: max(0, (v - 120) * 2))
    c.lay("#56697a", _upper(c, cloud, 420), 0.55)
    c.oval(1010, SHORE - 34, 34, 34, "#ffeccb", 0.96)


def _upper(c: Canvas, mask: Image.Image, height: float) -> Image.Image:
    """``mask`` fading out towards ``height``."""
    fade = Image.linear_gradient("L").rotate(180).resize((c.size[0], c.px(height)))
    whole = c.mask()
    whole.paste(fade, (0, 0))
    empty = c.mask()
    return Image.composite(mask, empty, whole)


def _far_bank(c: Canvas) -> None:
    roofs, x = [(0.0, SHORE)], 0.0
    while x < 1600:
        wide, high = c.random.uniform(24, 64), c.random.uniform(26, 66)
        roofs += [(x, SHORE - high), (x + wide / 2, SHORE - high - c.random.uniform(0, 26)), (x + wide, SHORE - high)]
        x += wide
    c.polygon([*roofs, (1600, SHORE)], "#8f8380", 0.75, 1.5)
    c.polygon([(742, SHORE), (742, 470), (752, 420), (762, 470), (762, SHORE)], "#8a7d7b", 0.8, 1.5)
    c.fog("#eebd90", SHORE - 120, SHORE, 0.5)


def _quays(c: Canvas) -> None:
    deck = SHORE - 84
    c.box(-10, deck, 470, 26, STEEL)
    c.box(1090, deck, 520, 26, STEEL)
    for x in (60, 200, 340, 1250, 1390, 1530):
        c.box(x, deck + 20, 16, 70, STEEL)
    for x in (410, 1090):
        c.polygon([(x, deck - 6), (x + 110, deck - 6), (x + 122, SHORE + 4), (x - 12, SHORE + 4)], "#18222a")
    rails = [[(x, deck), (x, deck - 26)] for x in [*range(0, 420, 28), *range(1200, 1600, 28)]]
    c.lines([*rails, [(0, deck - 26), (400, deck - 26)], [(1200, deck - 26), (1600, deck - 26)]], STEEL, 3)
    for x in (110, 300, 1320, 1500):
        c.lines([[(x, deck), (x, deck - 150), (x + 26, deck - 158)]], STEEL, 5)
        c.glow(x + 28, deck - 152, 70, "#ffdf9e", 0.8)
        c.oval(x + 28, deck - 153, 6, 5, "#fff3d2")


def _leaf(c: Canvas, hinge: tuple[float, float], angle: float, length: float) -> None:
    tip = turned([(hinge[0] + length, hinge[1])], angle, hinge)[0]
    c.lines(truss(hinge, tip, 44, 11), STEEL, 6)
    c.lines([[hinge, tip]], STEEL, 16)
    posts = []
    for part in range(1, 15):
        foot = turned([(hinge[0] + length * part / 15, hinge[1])], angle, hinge)[0]
        posts.append([foot, (foot[0] - 18, foot[1] - 14)])
    c.lines(posts, STEEL, 2.5)
    beam = (500, 190)
    far = turned([(beam[0] + 270, beam[1])], angle + 20, beam)[0]
    back = turned([(beam[0] - 130, beam[1])], angle + 20, beam)[0]
    c.lines(truss(back, far, 26, 12), STEEL, 5)
    c.lines([[back, far]], STEEL, 11)
    c.polygon(turned([(back[0] - 60, back[1] - 34), (back[0] + 34, back[1] - 34), (back[0] + 34, back[1] + 58),
                      (back[0] - 60, back[1] + 58)], angle + 20, back), STEEL)  # fmt: skip
    c.lines([[far, turned([(hinge[0] + length * 0.93, hinge[1])], angle, hinge)[0]]], STEEL, 3)


def _portal(c: Canvas, x: float, top: float) -> None:
    deck = SHORE - 84
    for side in (-44, 22):
        c.lines(truss((x + side, deck), (x + side, 186), 22, 13), STEEL, 5)
    c.box(x - 60, 176, 122, 22, STEEL)
    c.box(x - 30, top + 130, 62, 60, "#141c23")
    c.box(x - 18, top + 142, 38, 22, "#f6c878", 0.9)


def _signal(c: Canvas, x: float, y: float) -> None:
    c.lines([[(x, y), (x, SHORE - 80)]], STEEL, 5)
    c.box(x - 13, y - 8, 26, 54, "#10171d")
    c.glow(x, y + 6, 90, "#ff4a2a", 0.9)
    c.oval(x, y + 6, 8, 8, "#ff6a48")


def still_riss(width: int) -> Image.Image:
    """From below, into the lattice."""
    c = Canvas("still-riss", width)
    c.gradient([(0, "#4d6b83"), (0.5, "#8ea2ab"), (0.85, "#e3c3a0"), (1, "#eec096")])
    c.lay("#ffffff", c.noise(240, 4).point(lambda v: max(0, v - 120)), 0.5)
    c.glow(1240, 900, 700, "#ffd9a0", 0.6)
    c.lines(truss((-80, 720), (1700, -260), 150, 9), "#3b4c59", 13, 0.75)
    c.lines(truss((-120, 980), (1660, 120), 190, 8), STEEL, 24)
    c.lines([[(-120, 980), (1660, 120)]], STEEL, 46)
    c.lines(truss((430, 1000), (430, -60), 150, 7), "#151e26", 24)
    c.lines([[(430, 1000), (430, -60)], [(280, 1000), (280, -60)]], "#151e26", 34)
    for x, y in ((280, 250), (430, 250), (280, 540), (430, 540)):
        for dx, dy in ((-9, -9), (9, -9), (-9, 9), (9, 9)):
            c.oval(x + dx, y + dy, 4, 4, "#4b5f6d")
    c.lines([[(822, 566), (822, 640)]], "#10171d", 5)
    c.glow(822, 655, 150, "#ffe7b4", 0.8)
    c.oval(822, 655, 15, 15, "#fff6dc")
    c.shade_edges(0.5)
    return c.finished(11)


def lager(width: int) -> Image.Image:
    c = Canvas("lager", width, ground="#12171b")
    c.lay("#26313a", c.noise(500, 1.4), 0.7)
    _gear(c, (1330, 200), 270, 22, "#7a3a22", "#a04c2b")
    c.box(0, 0, 1600, 900, "#0b0f12", 0.35)
    _gear(c, (690, 480), 430, 36, "#5b5d5c", "#8b8b85")
    _crack(c)
    c.glow(380, 60, 800, "#ffe2b0", 0.28)
    c.shade_edges(0.75)
    return c.finished(13)


def _gear(c: Canvas, middle: tuple[float, float], radius: float, teeth: int, dark: str, bright: str) -> None:
    x, y = middle
    rim = []
    for step in range(teeth * 4):
        angle = math.radians(step * 90 / teeth + 3)
        reach = radius if step % 4 in (0, 1) else radius * 0.9
        rim.append((x + math.cos(angle) * reach, y + math.sin(angle) * reach))
    c.polygon([(px + 22, py + 28) for px, py in rim], "#000000", 0.6, 16)
    c.polygon(rim, dark)
    before = c.image.copy()
    c.lay(bright, c.noise(70, 1, 5).point(lambda v: max(0, v - 70)), 0.55)
    c.glow(x - radius * 0.5, y - radius * 0.6, radius * 1.1, bright, 0.5)
    mask = c.mask()
    shape = Canvas("mask", c.px(1600) // 2)
    shape.polygon(rim, "#ffffff")
    mask.paste(shape.image.convert("L").resize(c.size))
    c.image = Image.composite(c.image, before, mask)
    c.oval(x, y, radius * 0.78, radius * 0.78, "#000000", 0.16)
    c.oval(x, y, radius * 0.76, radius * 0.76, bright, 0.14)
    for hole in range(6):
        angle = math.radians(hole * 60 + 12)
        hx, hy = x + math.cos(angle) * radius * 0.5, y + math.sin(angle) * radius * 0.5
        c.oval(hx + 3, hy + 4, radius * 0.125, radius * 0.125, bright, 0.5)
        c.oval(hx, hy, radius * 0.12, radius * 0.12, "#0d1114")
    c.oval(x, y, radius * 0.24, radius * 0.24, "#0e1215", 0.8, 3)
    c.oval(x, y, radius * 0.2, radius * 0.2, bright)
    c.oval(x - 8, y - 8, radius * 0.13, radius * 0.13, "#d6d2c4", 0.5, 6)


def _crack(c: Canvas) -> None:
    x, y = 770.0, 430.0
    path, fork = [(x, y)], []
    while x < 1090:
        x, y = x + c.random.uniform(14, 34), y - c.random.uniform(-12, 26)
        path.append((x, y))
        if len(path) == 6:
            fork = [(x, y), (x + 30, y + 26), (x + 44, y + 62), (x + 80, y + 84)]
    c.lines([[(px + 3, py + 4) for px, py in path]], "#d8d0bd", 4, 0.45)
    c.lines([path], "#050607", 9)
    c.lines([path[:7]], "#050607", 15)
    c.lines([fork], "#050607", 4)
