"""The version of vfc, written in this one place."""

VERSION = "0.1.0"
