from visuals.admin.clips import ClipAdmin
from visuals.admin.footage import FootageAdmin
from visuals.admin.pictures import ImageAdmin, PortraitAdmin

__all__ = ["ClipAdmin", "FootageAdmin", "ImageAdmin", "PortraitAdmin"]
