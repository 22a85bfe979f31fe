"""What is on the table: the nouns of a negotiation, and how they are read from a file.

`load_file` and `load_text` return a `Scenario` or raise `ScenarioError` with all that is wrong.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
