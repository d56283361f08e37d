"""Speed and quality, measured side by side with others on the same machine: `./run bench`."""
