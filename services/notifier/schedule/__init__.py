"""When people may be notified: hours, quiet nights, who is on call, digests. Pure."""
