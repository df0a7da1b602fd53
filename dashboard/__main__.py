"""python -m dashboard COMMAND: see dashboard.commands.cli."""

import sys

from dashboard.commands.cli import main

sys.exit(main())
