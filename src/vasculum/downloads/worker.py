"""What the worker does for downloads: one after the other."""

from __future__ import annotations

from vasculum.downloads.actions import work_once
from vasculum.web.working import Errand

ERRAND = Errand("downloads", work_once, pause=2.0)
