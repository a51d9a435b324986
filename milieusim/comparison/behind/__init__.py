"""What is behind a comparison: why designs differ, whether they can be staffed, who gains and who loses."""
