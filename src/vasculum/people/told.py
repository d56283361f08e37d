"""Views of others, told in the node's own words for the reference of addresses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any


def told(view: Callable[..., Any], sentence: str) -> Callable[..., Any]:
    """The same view, with a sentence that says what it is."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    answer.__doc__ = sentence
    return answer
