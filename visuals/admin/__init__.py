from visuals.admin.clips import ClipAdmin, FootageAdmin
from visuals.admin.pictures import ImageAdmin, PortraitAdmin

__all__ = ["ClipAdmin", "FootageAdmin", "ImageAdmin", "PortraitAdmin"]
