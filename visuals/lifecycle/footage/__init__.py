"""Programmes: how they come in, how they are encoded, which version readers get.

``arriving`` takes an upload, ``ordering`` is what the desk asks for, ``leases`` say who does it, ``working`` does it.
"""

from visuals.lifecycle.footage.leases import LeaseLost, reap, work
from visuals.lifecycle.footage.ordering import NotPossible, activate, cancel, order_probe, reencode, retry

__all__ = [
    "LeaseLost",
    "NotPossible",
    "activate",
    "cancel",
    "order_probe",
    "reap",
    "reencode",
    "retry",
    "work",
]
