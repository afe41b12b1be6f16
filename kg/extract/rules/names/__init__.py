"""Names of people, places and bodies: where they begin and end, and of what kind they are."""
