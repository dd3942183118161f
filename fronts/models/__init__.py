"""What stands where on home and section fronts, breaking news, and what the paper says of itself."""

from fronts.models.breaking import BreakingNews
from fronts.models.front import Front, FrontEdition
from fronts.models.standing import StandingPage

__all__ = ["BreakingNews", "Front", "FrontEdition", "StandingPage"]
