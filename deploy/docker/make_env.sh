#!/bin/sh
# Print .env.example with a fresh secret in each empty line. Needs openssl.
set -eu
umask 077
private=$(openssl genpkey -algorithm ed25519)
public=$(printf '%s\n' "$private" | openssl pkey -pubout)

one_line() { # a PEM between double quotes, its line ends written \n
    printf '"%s"' "$(printf '%s\n' "$1" | awk '{printf "%s\\n", $0}')"
}

while IFS= read -r line; do
    case $line in
        TOKEN_PRIVATE_KEY=) line=$line$(one_line "$private") ;;
        TOKEN_PUBLIC_KEY=) line=$line$(one_line "$public") ;;
        IDENTITY_KEYS= | BLIND_INDEX_KEYS= | HOURS_KEYS_MASTER=)
            line="${line}1:$(openssl rand -base64 32)"
            ;;
        MONGO_KEY=) line=$line$(openssl rand -base64 96 | tr -d '\n') ;;
        [A-Z]*=) line=$line$(openssl rand -hex 24) ;;
    esac
    printf '%s\n' "$line"
done <"$(dirname "$0")/../../.env.example"
