import ast
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "src" / "winset"


def test_only_results_say_how_they_read_as_plain_data() -> None:
    """`plain` asks results alone: what another class says of itself would be passed over."""
    seen = 0
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name != "Result":
                own = any(getattr(part, "name", "") == "to_dict" for part in node.body)
                assert not own or "Result" in map(ast.unparse, node.bases), f"{file}: {node.name}"
                seen += own
    assert seen
