"""Feed readers measured on the test documents of other projects."""
