"""The cut for editing programs: EDL, Final Cut Pro 7 XML and FCPXML, from one list of edits."""
