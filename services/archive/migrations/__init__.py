"""The schema in PostgreSQL, step by step; run by Alembic, written in SQL."""
