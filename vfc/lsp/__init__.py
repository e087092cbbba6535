"""An editor's help: `vfc lsp` answers what editors ask of the text of a film, and never writes."""
