"""What is on the table: the nouns of a negotiation, and how they are read from a file.

`load_file` and `load_text` return a `Scenario` or raise `ScenarioError` with all that is wrong.

Read in this order:

- `model`, with `parties`, `steps`, `positions`, `narrative`, `story` and `conflict`: the nouns;
  `keys`, `kinds`, `quantities`: how they stand in a file, and what may stand under each key;
  `fields`: results in texts;
- `numbers`, `conditions`, `yaml_scalars`, `slips`: what single values of a file can be;
- `trust`, `names`, `states`: what follows from the nouns; `changes`: other numbers in them, each by
  its `number_path`;
- `game`, with `bounds`, `rates` and `ratifiers`: the same as arrays, for every search; `amounts`:
  when two are equal;
- `file`: from the text of a file to the nouns, with `tree` for places and `errors` for problems;
- `jit`, `kernel_cache`, `budget`, `output`: tools of all parts.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
