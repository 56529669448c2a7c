"""The contracts: what travels on the topics. They do not import any of our other packages."""
