"""Specimens typed in by hand, for collections that have no system of their own; labels printed."""
