"""Speed and memory of the portal: `python -m tests.bench`, each figure beside its reference."""
