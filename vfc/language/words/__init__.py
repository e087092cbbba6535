"""The words of the language as a table, and all that is made of it: schema, check, reference."""
