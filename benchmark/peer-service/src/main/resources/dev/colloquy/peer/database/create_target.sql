-- What the target has handled; the key is what makes a request that comes twice be handled once.
CREATE TABLE IF NOT EXISTS ledger (
    handle     uuid PRIMARY KEY,
    request    text NOT NULL,
    reply      text NOT NULL,
    handled_at timestamptz NOT NULL DEFAULT now()
);
