"""What staff do: shifts, tasks, and what became of their hours."""
