"""Checkpoint + new articles → entities and figures."""
