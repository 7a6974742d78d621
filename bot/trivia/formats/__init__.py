"""Questions in the formats of other tools: one module or folder a format, each with `read`, some with `write`."""
