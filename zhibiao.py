"""The front door: one command tree that opens the rooms lazily."""


def main() -> None:
    """Run the command line."""
