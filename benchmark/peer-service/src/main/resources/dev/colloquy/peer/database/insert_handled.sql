-- Parameters: handles (uuid[]), requests (text[]), replies (text[]). Passes over what is there already.
INSERT INTO ledger (handle, request, reply) SELECT * FROM unnest(?, ?, ?) ON CONFLICT (handle) DO NOTHING
