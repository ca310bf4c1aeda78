"""Raw articles → pre-annotated tasks → Label Studio → corrected labels; never imports torch."""
