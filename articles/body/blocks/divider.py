from typing import Literal

from articles.body.nodes import Attrs, Node


class Divider(Node):
    type: Literal["divider"]
    attrs: Attrs
