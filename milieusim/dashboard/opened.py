"""What the command was asked to open; every page that is opened in a browser begins with it."""

DESIGN = "acute-ward"
OPTIONS = {}
