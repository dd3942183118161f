"""The desk of the fronts: arranging them on a picture of the page, breaking news, standing pages."""

from fronts.admin.breaking import BreakingNewsAdmin
from fronts.admin.fronts import FrontAdmin
from fronts.admin.standing import StandingPageAdmin

__all__ = ["BreakingNewsAdmin", "FrontAdmin", "StandingPageAdmin"]
