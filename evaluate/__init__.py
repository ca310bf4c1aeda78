"""Predictions + gold → scores and a report people can read."""
