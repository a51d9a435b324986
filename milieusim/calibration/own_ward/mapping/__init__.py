"""How a ward's own columns and words become those of the model: known spellings, and a file that can be edited."""
