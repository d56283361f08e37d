"""Where the parts meet: settings, addresses, the web process."""
