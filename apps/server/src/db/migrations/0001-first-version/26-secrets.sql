-- Which keys belong to this database, and nothing from which they could be found: a start or a restore with others is
-- refused. The service can't read it; the owner writes it at the first start.
CREATE TABLE key_fingerprint (
  the_only_one boolean PRIMARY KEY DEFAULT true CHECK (the_only_one),
  -- Of the key that seals (accounts/seal.ts): derived by HKDF for this alone.
  instance_key text NOT NULL,
  -- The public keys that sign the log (ledger/signer.ts); null: it had none at the last start.
  log_keys     text[] CHECK (cardinality(log_keys) > 0)
);
