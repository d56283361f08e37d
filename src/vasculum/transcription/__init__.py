"""Expeditions, tasks, consensus, review: reading labels together."""
