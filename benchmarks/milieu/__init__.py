"""Does the milieu act? Variants of one ward, pair by pair on the same seeds."""
