"""Corrected labels → dataset → checkpoint, a plain Hugging Face folder."""
