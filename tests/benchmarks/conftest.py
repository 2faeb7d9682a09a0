"""
The benchmarks are scripts beside each other; their tests find them the same way.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
