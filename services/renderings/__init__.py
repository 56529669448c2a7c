"""An alert in the formats of others: CAP 1.2, GeoJSON, Atom. Pure; stands on the contracts only."""
