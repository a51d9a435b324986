"""The short answer of a comparison, and what may and may not stand in it."""
