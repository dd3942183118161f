from .finding import find

__all__ = ["find"]
