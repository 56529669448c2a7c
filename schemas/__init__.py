"""The contracts: what travels on the topics. They import nothing of ours."""
