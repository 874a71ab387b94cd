from .blueprint import us
from .routes import here, index

__all__ = ["here", "index", "us"]
