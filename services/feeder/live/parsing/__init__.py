"""Documents of strangers, parsed in processes of their own."""
