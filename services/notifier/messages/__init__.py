"""What people read: messages and digests, from templates."""
