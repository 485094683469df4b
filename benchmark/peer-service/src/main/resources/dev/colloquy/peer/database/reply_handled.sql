-- Parameters: handles (uuid[]), requests (text[]), replies (text[]). Writes the ledger, puts the replies into their queue
-- and wakes the collector. A request of the queue is taken once, so the key of the ledger is never there already.
WITH answered AS (
    SELECT * FROM unnest(?, ?, ?) AS a (handle, request, reply)
), kept AS (
    INSERT INTO ledger (handle, request, reply) SELECT handle, request, reply FROM answered
), sent AS (
    INSERT INTO reply_queue (handle, body) SELECT handle, reply FROM answered RETURNING 1)
SELECT pg_notify('replies', '') FROM (SELECT count(*) FROM sent) AS all_of_them
