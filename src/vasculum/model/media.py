"""Media of a specimen: a picture, a sound or a page about it, with what is known of its rights."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """One medium: `access` is the address of the file, `page` that of a page about it; either may be "".

    `kind` is a DCMI type (`StillImage`, `MovingImage`, `Sound`, `InteractiveResource`) or "" when it is not told.
    """

    access: str = ""
    page: str = ""
    kind: str = ""
    format: str = ""
    title: str = ""
    creator: str = ""
    license: str = ""
    rights_holder: str = ""

    @property
    def address(self) -> str:
        """Where a reader is sent: the file, else the page."""
        return self.access or self.page

    @property
    def is_image(self) -> bool:
        """Whether the file is an image that a page can show."""
        return bool(self.access) and self.kind == "StillImage"
