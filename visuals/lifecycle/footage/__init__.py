"""Programmes: how they come in, how they are encoded, which version readers get.

``arriving`` takes an upload, ``ordering`` is what the desk asks for, ``leases`` say who does it, ``working`` does it.
"""

from visuals.lifecycle.footage.arriving import FootageRefused, look_before, may_be_filled, take
from visuals.lifecycle.footage.ending import forget, sweep
from visuals.lifecycle.footage.extracting import extract
from visuals.lifecycle.footage.leases import LeaseLost, reap, work
from visuals.lifecycle.footage.listening import order_captions
from visuals.lifecycle.footage.ordering import NotPossible, activate, cancel, order_probe, reencode, retry
from visuals.pipeline.video.wording import lacks

__all__ = [
    "FootageRefused",
    "LeaseLost",
    "NotPossible",
    "activate",
    "cancel",
    "extract",
    "forget",
    "lacks",
    "look_before",
    "may_be_filled",
    "order_captions",
    "order_probe",
    "reap",
    "reencode",
    "retry",
    "sweep",
    "take",
    "work",
]
