#!/bin/sh
# A certificate for the Kafka of docker-compose.secure.yml, and the authority that vouches for it.
# The authority's key is thrown away: nobody can make another certificate in its name.
set -eu
umask 077
if test -s /out/ca/ca.pem && test -s /out/key/kafka.pem; then exit 0; fi # made at an earlier start
cd /tmp
new="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
openssl req -x509 $new -keyout ca.key -out ca.pem -days 3650 -subj "/CN=Tocsin's own Kafka" \
  -addext keyUsage=critical,keyCertSign
openssl req $new -keyout kafka.key -out kafka.csr -subj /CN=kafka
echo "subjectAltName=DNS:kafka,DNS:localhost,IP:127.0.0.1" > names
openssl x509 -req -in kafka.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile names -out kafka.crt
cat kafka.key kafka.crt > kafka.pem
rm -f /out/key/kafka.pem
cp kafka.pem /out/key/kafka.pem
chmod 0400 /out/key/kafka.pem
chown 1000:1000 /out/key/kafka.pem # the user of Kafka's image; last, for then it is not ours
cp ca.pem /out/ca/ca.pem.new
chmod 0444 /out/ca/ca.pem.new
mv /out/ca/ca.pem.new /out/ca/ca.pem
