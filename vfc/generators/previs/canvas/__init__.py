"""What all painters paint with: layers, shapes, chance, colours, the camera."""
