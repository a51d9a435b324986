"""milieusim."""
