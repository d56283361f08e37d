"""What the node talks about: frozen values without behaviour beyond their own meaning."""
