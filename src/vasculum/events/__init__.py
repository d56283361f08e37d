"""Monitoring series: sampling events, their hierarchy and measurements, shown and searched."""
