"""Pictures of a ward as the text of SVG and HTML: pure functions of plain data, tried without a browser."""
