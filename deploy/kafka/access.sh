#!/bin/sh
# Topics, a user for each service, and its rights; each service then finds its own password, no other.
set -eu
tocsin topics
tocsin acl users /out/all
tocsin acl apply
for service in detector feeder watcher board archive notifier operator; do
  rm -f "/out/$service/password"
  cp "/out/all/$service.password" "/out/$service/password"
  chmod 0400 "/out/$service/password"
  chown 10001:10001 "/out/$service/password" # the user of our image; last, for then it is not ours
done
