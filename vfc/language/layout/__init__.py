"""One layout for the film's text: `vfc fmt`, and what an editor asks for as formatting."""
