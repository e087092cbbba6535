"""What people wear: costumes as data, and the shapes of clothes and limbs."""
