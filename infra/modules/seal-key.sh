#!/usr/bin/env bash
# Makes the seal key when the vault has none, and never touches one that is there. Reads VAULT_NAME and SECRET_NAME.
set -euo pipefail
: "${VAULT_NAME:?}" "${SECRET_NAME:?}"

ATTEMPTS="${ATTEMPTS:-30}"
WAIT_SECONDS="${WAIT_SECONDS:-10}"

names() {
  az keyvault secret list --vault-name "$VAULT_NAME" --query "[?name=='$SECRET_NAME'].name" --output tsv
}

# A role that was just given takes some minutes to work. An error must never look like "there is none".
attempt=1
until found="$(names)"; do
  if ((attempt >= ATTEMPTS)); then
    echo "The vault $VAULT_NAME does not say which secrets it has." >&2
    exit 1
  fi
  attempt=$((attempt + 1))
  sleep "$WAIT_SECONDS"
done

if [[ -n "$found" ]]; then
  echo 'The seal key is there; nothing was changed.'
  exit 0
fi

umask 077
key="$(mktemp)"
trap 'rm -f "$key"' EXIT
head -c 32 /dev/urandom | base64 -w 0 >"$key"
az keyvault secret set --vault-name "$VAULT_NAME" --name "$SECRET_NAME" --file "$key" --encoding utf-8 \
  --content-type '32 bytes in base64' --output none
echo 'The seal key was made.'
