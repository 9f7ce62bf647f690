"""Prints a TOML file as JSON.   usage: read_toml.py FILE   Needs Python 3.11 or later."""
import json
import sys
import tomllib

with open(sys.argv[1], "rb") as f:
    json.dump(tomllib.load(f), sys.stdout)
