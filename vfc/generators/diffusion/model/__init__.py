"""What a model is and can do, from its files and from diffusers' source."""
