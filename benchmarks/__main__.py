"""Run every benchmark, or those named: `python -m benchmarks [names]`."""

import pkgutil
import sys
from importlib import import_module

import benchmarks


def main(wanted: list[str]) -> int:
    """Run the benchmarks of these names, all where none is given; return an exit code."""
    names = [module.name for module in pkgutil.iter_modules(benchmarks.__path__)]
    found = {
        name: module.main
        for name in names
        if name != "__main__" and hasattr(module := import_module(f"benchmarks.{name}"), "main")
    }
    unknown = sorted(set(wanted) - set(found))
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(found)}", file=sys.stderr)
        return 2
    for name in wanted or found:
        print(f"{name}\n{'=' * len(name)}")
        found[name]()
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
