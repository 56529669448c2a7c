"""Ask the web, on guard: addresses, sizes, redirects, robots.txt, politeness."""
