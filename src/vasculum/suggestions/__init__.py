"""Changes to the registry that anybody may suggest without an account, and the queue in which they are decided on."""
