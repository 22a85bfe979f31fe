"""How far the answer hangs on the numbers: draws, biases, and what flips it."""
