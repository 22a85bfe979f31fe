"""What compiled loops and the rest share: kinds of arrays, and when two amounts are equal."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Masks = NDArray[np.int64]
Bools = NDArray[np.bool_]

TOLERANCE = 1e-9
"""Two amounts closer than this are equal, everywhere in Winset."""
