"""An alert in the formats of others: CAP 1.2, GeoJSON, Atom. Pure; imports only the contracts."""
