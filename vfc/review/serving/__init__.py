"""What answers a browser: the rules that keep others out, media by digest, the server itself."""
