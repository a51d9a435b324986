"""How fast the engines are, and against what."""
