#!/bin/sh
# The digests of the images in docker-compose.yml and Dockerfile, as the registry has them now: a tag
# can be pushed again, a digest cannot. Change a tag, call this, and look at the diff.
set -eu
for image in $(grep -hoE '(image:|FROM) [a-z/]+:[a-z0-9.-]+@sha256:[0-9a-f]+' docker-compose.yml Dockerfile |
  sed -E 's/^(image:|FROM) //; s/@.*//' | sort -u); do
  digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$image")
  case $digest in
    sha256:*) ;;
    *) echo "$image: no digest in the answer: $digest" >&2; exit 1 ;;
  esac
  sed -E -i.before "s|( $image)@sha256:[0-9a-f]+|\1@$digest|" docker-compose.yml Dockerfile
  rm -f docker-compose.yml.before Dockerfile.before
  echo "$image@$digest"
done
