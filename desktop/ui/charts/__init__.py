"""Pictures of numbers; each says its numbers in words too, for those who cannot see it."""
