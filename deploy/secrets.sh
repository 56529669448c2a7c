#!/bin/sh
# Passwords by chance for docker-compose.yml, into .env, which Docker Compose reads and git ignores.
# What is there is kept: it can be called again.
set -eu
umask 077
touch .env
chmod 600 .env
for name in TOCSIN_POSTGRES_PASSWORD TOCSIN_ARCHIVE_PASSWORD \
  TOCSIN_GRAFANA_DATABASE_PASSWORD TOCSIN_GRAFANA_PASSWORD; do
  grep -q "^$name=." .env || printf '%s=%s\n' "$name" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" >> .env
done
