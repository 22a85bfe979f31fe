"""What would be kept: exit values, needs, the lattice of done-sets, the best order."""
