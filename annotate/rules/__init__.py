"""The labelling functions, one file a family."""
