"""A made-up museum with three collections, written from a seed: the same seed gives the same bytes."""

from examples.generator.build import Built, build

__all__ = ["Built", "build"]
