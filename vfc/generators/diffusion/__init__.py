"""Diffusion models of Hugging Face diffusers as a generator; needs vfc[diffusion]."""
