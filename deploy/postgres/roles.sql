-- Run once, when the database is made: who may do what in it. The superuser is for this only.
\set ON_ERROR_STOP on
\getenv archive_password TOCSIN_ARCHIVE_PASSWORD
\getenv grafana_password TOCSIN_GRAFANA_DATABASE_PASSWORD

-- nothing is open to whoever gets in
REVOKE ALL ON DATABASE :"DBNAME" FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- the archive makes its tables and writes them
CREATE ROLE tocsin_archive LOGIN PASSWORD :'archive_password';
GRANT CONNECT ON DATABASE :"DBNAME" TO tocsin_archive;
GRANT USAGE, CREATE ON SCHEMA public TO tocsin_archive;

-- Grafana, and people who ask, read what the archive makes; a runaway question ends by itself
CREATE ROLE tocsin_grafana LOGIN PASSWORD :'grafana_password';
ALTER ROLE tocsin_grafana SET default_transaction_read_only = on;
ALTER ROLE tocsin_grafana SET statement_timeout = '30s';
GRANT CONNECT ON DATABASE :"DBNAME" TO tocsin_grafana;
GRANT USAGE ON SCHEMA public TO tocsin_grafana;
ALTER DEFAULT PRIVILEGES FOR ROLE tocsin_archive IN SCHEMA public
    GRANT SELECT ON TABLES TO tocsin_grafana;
