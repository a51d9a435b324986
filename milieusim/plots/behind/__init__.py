"""Pictures of what is behind a comparison: mechanisms, staff by the hour, groups of residents."""
