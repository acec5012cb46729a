# SPDX-FileCopyrightText: 2026 The cds authors
# SPDX-License-Identifier: BSL-1.0
"""To be sourced in gdb: `source cds-gdb.py`. The package cds_gdb stands beside this file."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import cds_gdb  # noqa: E402 (found by the line above)

cds_gdb.register()
