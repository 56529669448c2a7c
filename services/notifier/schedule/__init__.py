"""When people may be told: hours, quiet nights, who is on call, digests. Pure."""
