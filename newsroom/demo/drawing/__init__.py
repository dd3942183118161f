"""The demo's pictures, painted. Each scene is a function of a width and gives a picture that is the same every time."""

from collections.abc import Callable

from PIL import Image

from newsroom.demo.drawing import archive, bridge, charts, fog, hall, people, storm, street

Scene = Callable[[int], Image.Image]


def still_vortrag_gezeiten(width: int) -> Image.Image:
    screen = charts.wattkarte(width)
    return people.lecture("still-vortrag-gezeiten", width, screen, "#8fb4b8", "#11181d", "#9a9894")


def still_vortrag_lammerting(width: int) -> Image.Image:
    screen = archive.blaupause(width)
    return people.lecture("still-vortrag-lammerting", width, screen, "#3d78ad", "#1d1420", "#5a2f22")


SCENES: dict[str, Scene] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        *(bridge.klappbruecke, bridge.still_riss, bridge.lager),
        *(fog.nebel_faehre, fog.nebel_hafen, fog.still_nebel, fog.still_auf_sicht),
        *(storm.sturmflut, storm.still_kaje),
        *(street.radweg, street.still_zollstock, street.parkdeck),
        *(charts.haushalt, charts.wattkarte, charts.gezeiten),
        *(hall.handball, hall.still_letzte_minuten, hall.bahnen, hall.still_bahn_vier),
        *(archive.stadthaus, archive.blaupause, archive.postkarte),
        *(people.mundhenkel, people.still_gummiband, still_vortrag_gezeiten, still_vortrag_lammerting),
    )
}
