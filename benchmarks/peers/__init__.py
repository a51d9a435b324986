"""The same questions asked of other tools: what a user of each writes, and what they are asked about."""
