"""How a picture looks: each style is a file NAME.toml here, whose passes work on whole frames."""
