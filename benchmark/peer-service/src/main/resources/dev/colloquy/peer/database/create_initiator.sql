-- What the initiator keeps. The reply is filed in place (HOT: no index holds what changes, and pages have room).
CREATE TABLE IF NOT EXISTS conversation (
    handle   uuid PRIMARY KEY,
    request  text NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT now(),
    reply    text,
    filed_at timestamptz
) WITH (fillfactor = 60);
