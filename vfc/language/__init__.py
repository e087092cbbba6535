"""The film language: text to nodes, nodes held against the vocabulary, nodes resolved to a Film."""
