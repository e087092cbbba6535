"""The film's text as git has it: its revisions, the files of one, and who wrote a line."""
