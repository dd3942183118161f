"""The verbs of pictures, clips and captions. Files first, rows after: a row never names a file that is not there."""

from visuals.lifecycle.captioning import (
    CaptionsRefused,
    Taken,
    approve_captions,
    drop_captions,
    rewrite_captions,
    set_chapters,
    take_back_captions,
    take_captions,
)
from visuals.lifecycle.copying import cut, make_renditions, order_again, order_copies, order_if_due
from visuals.lifecycle.describing import Change, RightsNeedAReason, describe, ends_too_early, needs_a_reason
from visuals.lifecycle.incoming import AlreadyThere
from visuals.lifecycle.intake import SENTENCES, PictureRefused, keep_original, look_at, take_file, trouble, twins
from visuals.lifecycle.library import (
    forget_clip,
    forget_person,
    forget_picture,
    keep_public_span,
    keep_usual_agencies,
    new_clip,
)
from visuals.lifecycle.parts import OutOfStep
from visuals.lifecycle.sweeping import Swept, sweep

__all__ = [
    "SENTENCES",
    "AlreadyThere",
    "CaptionsRefused",
    "Change",
    "OutOfStep",
    "PictureRefused",
    "RightsNeedAReason",
    "Swept",
    "Taken",
    "approve_captions",
    "cut",
    "describe",
    "drop_captions",
    "ends_too_early",
    "forget_clip",
    "forget_person",
    "forget_picture",
    "keep_original",
    "keep_public_span",
    "keep_usual_agencies",
    "look_at",
    "make_renditions",
    "needs_a_reason",
    "new_clip",
    "order_again",
    "order_copies",
    "order_if_due",
    "rewrite_captions",
    "set_chapters",
    "sweep",
    "take_back_captions",
    "take_captions",
    "take_file",
    "trouble",
    "twins",
]
