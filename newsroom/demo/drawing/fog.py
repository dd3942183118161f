"""The harbour when nobody can see: ferry, cranes, mole."""

from PIL import Image

from newsroom.demo.drawing.canvas import Canvas, truss

FAR, MIDDLE, NEAR = "#a9b4b8", "#83929a", "#4c5d67"


def _air(c: Canvas, shore: float) -> None:
    c.gradient([(0, "#aab5b9"), (0.45, "#c6cdcd"), (0.8, "#d6d9d5"), (1, "#ccd1cf")], 0, shore)


def _ground_mist(c: Canvas, shore: float) -> None:
    c.fog("#d9dedb", shore - 190, shore + 20, 0.62)
    c.lay("#e2e6e3", c.noise(260, 4).point([max(0, value - 110) for value in range(256)]), 0.55)


def nebel_faehre(width: int) -> Image.Image:
    c, shore = Canvas("nebel-faehre", width), 640
    _air(c, shore)
    _crane(c, 250, shore, 330, FAR, 3)
    _crane(c, 520, shore, 250, "#b5bfc2", 4)
    c.fog("#d2d7d5", 200, shore, 0.5)
    _ferry(c, 960, shore)
    c.mirror(shore, "#b4bfc2", 0.34, 8)
    _ground_mist(c, shore)
    c.glow(978, shore - 262, 190, "#ffe9b5", 0.85)
    c.oval(978, shore - 262, 9, 9, "#fffbe6")
    c.glow(978, shore + 240, 120, "#ffe9b5", 0.35, 1.6)
    c.ripples(shore + 20, "#eef1ee", 130, 0.5)
    c.ripples(shore + 90, "#6f8089", 90, 0.32)
    c.shade_edges(0.22)
    return c.finished(8)


def _ferry(c: Canvas, x: float, shore: float) -> None:
    c.polygon([(x - 330, shore - 92), (x + 370, shore - 92), (x + 330, shore), (x - 270, shore)], NEAR)
    c.box(x - 330, shore - 52, 690, 8, "#71828b", 0.9)
    c.box(x - 240, shore - 140, 500, 52, "#5f717b")
    c.box(x - 180, shore - 186, 360, 50, "#6d7f88")
    c.box(x - 70, shore - 228, 170, 44, "#5f717b")
    c.polygon([(x + 130, shore - 250), (x + 196, shore - 250), (x + 206, shore - 140), (x + 122, shore - 140)], NEAR)
    c.box(x + 127, shore - 232, 74, 18, "#9c5a45", 0.85)
    for deck, count, left in ((shore - 128, 15, x - 220), (shore - 174, 10, x - 160)):
        for number in range(count):
            c.box(left + number * 31, deck, 19, 17, "#d9dcd2", 0.75)
    c.box(x - 60, shore - 218, 150, 17, "#e8e3c6", 0.9)
    c.lines([[(x + 18, shore - 228), (x + 18, shore - 330)], [(x - 4, shore - 300), (x + 40, shore - 300)]], NEAR, 4)
    c.lines([[(x - 320, shore - 92), (x - 320, shore - 150)], [(x + 350, shore - 92), (x + 350, shore - 130)]], NEAR, 3)
    c.lines([[(x - 320, shore - 150), (x + 18, shore - 326), (x + 350, shore - 130)]], NEAR, 1.6, 0.7)
    for number in range(5):
        c.box(x - 220 + number * 90, shore - 100, 46, 9, "#a65f47", 0.8)


def _crane(c: Canvas, x: float, shore: float, height: float, colour: str, blur: float) -> None:
    top = shore - height
    legs = [[(x, shore), (x + 10, top)], [(x + 90, shore), (x + 80, top)], [(x + 4, top + 120), (x + 86, top + 120)]]
    c.lines([*legs, [(x + 6, shore - 60), (x + 86, top + 120)]], colour, 9, 1, blur)
    c.lines(truss((x - 190, top), (x + 250, top), -20, 22), colour, 4, 1, blur)
    c.lines([[(x + 45, top - 70), (x - 170, top - 16)], [(x + 45, top - 70), (x + 240, top - 16)]], colour, 4, 1, blur)
    c.lines([[(x + 45, top), (x + 45, top - 74)], [(x - 120, top), (x - 120, top + 90)]], colour, 6, 1, blur)
    c.box(x - 134, top + 90, 28, 14, colour, 1, blur)
    c.box(x + 30, top - 4, 46, 34, colour, 1, blur)


def nebel_hafen(width: int) -> Image.Image:
    c, shore = Canvas("nebel-hafen", width), 660
    _air(c, shore)
    _crane(c, 820, shore, 400, "#b3bdc0", 4)
    c.fog("#d2d7d5", 260, shore, 0.55)
    _crane(c, 330, shore, 470, MIDDLE, 1.5)
    c.fog("#d5dad7", 330, shore + 40, 0.6)
    _mole(c, shore)
    c.mirror(shore, "#b7c1c4", 0.36, 9)
    _ground_mist(c, shore)
    c.polygon([(900, 900), (1180, 640), (1640, 604), (1640, 900)], "#55646c", 0.96, 1)
    _stones(c)
    c.glow(1308, 350, 240, "#ffb08e", 0.75)
    c.oval(1308, 350, 8, 8, "#fff0e0")
    for x, y in ((560, 260), (602, 236), (690, 292), (236, 150)):
        c.lines([[(x - 20, y - 8), (x, y), (x + 20, y - 9)]], "#5f6f78", 3, 0.8)
    c.shade_edges(0.25)
    return c.finished(8)


def _mole(c: Canvas, shore: float) -> None:
    c.polygon([(1040, shore), (1080, shore - 46), (1640, shore - 60), (1640, shore)], "#74848c", 1, 1)
    c.polygon([(1280, shore - 50), (1290, 384), (1326, 384), (1336, shore - 50)], "#6b5f5e")
    c.box(1287, 470, 42, 52, "#d5cfc8", 0.8)
    c.box(1278, 372, 60, 14, "#4d5a62")
    c.box(1294, 334, 28, 38, "#55646c")
    c.polygon([(1288, 334), (1308, 312), (1328, 334)], "#4d5a62")


def _stones(c: Canvas) -> None:
    for _ in range(120):
        y = c.random.uniform(690, 900)
        left = max(920, 1180 - (y - 640) * 1.05)
        x, size = c.random.uniform(left, 1620), 10 + (y - 640) * 0.16
        shade = c.random.choice(("#62727a", "#49585f", "#6d7c83", "#3f4d54"))
        c.polygon([(x - size, y), (x - size * 0.4, y - size * 0.7), (x + size * 0.7, y - size * 0.5),
                   (x + size, y + size * 0.3), (x, y + size * 0.6)], shade, 0.8)  # fmt: skip


def still_nebel(width: int) -> Image.Image:
    c, shore = Canvas("still-nebel", width), 600
    _air(c, shore)
    c.gradient([(0, "#b9c3c5"), (1, "#9fadb1")], shore, 900)
    c.lay("#e4e8e5", c.noise(300, 4).point([max(0, value - 90) for value in range(256)]), 0.7)
    c.polygon([(1150, 640), (1160, 455), (1186, 455), (1196, 640)], "#8c9599", 1, 4)
    c.glow(1173, 440, 210, "#ffc39d", 0.8)
    c.oval(1173, 440, 7, 7, "#fff4e8")
    c.polygon([(-20, 900), (-20, 770), (1060, 628), (1290, 628), (1000, 900)], "#6d7d84", 1, 2)
    c.polygon([(-20, 900), (-20, 800), (1040, 636), (1120, 636), (700, 900)], "#7d8c92", 0.9, 2)
    for number in range(7):
        x, size = 180 + number * 128 - number**2 * 2, 30 - number * 3.3
        c.box(x, 752 - number * 18 - size * 1.6, size * 0.7, size * 1.6, "#44545c", 0.95 - number * 0.09, 1)
    _listener(c, 640, 706)
    c.fog("#d5dbd9", 440, 900, 0.32)
    c.shade_edges(0.28)
    return c.finished(9)


def _listener(c: Canvas, x: float, foot: float) -> None:
    coat = "#26323a"
    c.polygon([(x - 46, foot - 200), (x + 40, foot - 206), (x + 52, foot - 70), (x - 58, foot - 66)], coat)
    c.polygon([(x - 46, foot - 80), (x - 8, foot - 80), (x - 10, foot), (x - 40, foot)], "#1d272d")
    c.polygon([(x + 4, foot - 80), (x + 42, foot - 80), (x + 36, foot - 2), (x + 8, foot - 2)], "#1d272d")
    c.oval(x + 2, foot - 236, 25, 30, "#57473f")
    c.oval(x + 2, foot - 248, 29, 24, "#8a4430")
    c.lines([[(x + 38, foot - 190), (x + 64, foot - 130), (x + 40, foot - 108)]], coat, 24)
    c.box(x + 28, foot - 124, 38, 27, "#d8d6c8", 0.95)


def still_auf_sicht(width: int) -> Image.Image:
    c, shore = Canvas("still-auf-sicht", width), 560
    _air(c, shore)
    _crane(c, 380, shore, 350, FAR, 5)
    _crane(c, 1040, shore, 280, "#b3bdc0", 6)
    c.gradient([(0, "#aebabd"), (1, "#93a2a8")], shore, 900)
    c.fog("#d6dbd8", 220, 700, 0.62)
    c.glow(1240, 480, 150, "#ff9a78", 0.55)
    frame = "#27323a"
    c.box(-20, -20, 1640, 60, frame)
    c.box(-20, 770, 1640, 150, "#1c262d")
    for x in (90, 1180):
        c.box(x, 0, 34, 780, frame, 1, 1)
    c.box(-20, 752, 1640, 26, "#46545d")
    coat, hair = "#1f3142", "#3b2c26"
    c.polygon([(470, 900), (500, 640), (590, 560), (770, 560), (862, 640), (896, 900)], coat, 1, 2)
    c.polygon([(620, 574), (628, 480), (734, 480), (742, 574)], "#8d6a57", 1, 2)
    c.oval(681, 400, 96, 122, hair, 1, 2)
    c.oval(690, 284, 50, 44, hair, 1, 2)
    c.lines([[(598, 566), (680, 592), (768, 566)]], "#2c4356", 20, 1, 2)
    c.lines([[(770, 560), (866, 640), (898, 900)]], "#c9d3d4", 7, 0.5, 5)
    c.lines([[(774, 350), (780, 420), (760, 480)]], "#c9d3d4", 6, 0.4, 5)
    c.shade_edges(0.4)
    return c.finished(9)
