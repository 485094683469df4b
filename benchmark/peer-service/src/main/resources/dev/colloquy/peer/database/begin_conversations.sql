-- Parameters: handles (uuid[]), requests (text[]). Returns one row: the time. Conversations, their requests in the queue
-- and the wake-up of the target in one statement and one commit.
WITH asked AS (
    SELECT * FROM unnest(?, ?) AS a (handle, request)
), begun AS (
    INSERT INTO conversation (handle, request) SELECT handle, request FROM asked
), sent AS (
    INSERT INTO request_queue (handle, body) SELECT handle, request FROM asked RETURNING 1)
SELECT now(), pg_notify('requests', '') FROM (SELECT count(*) FROM sent) AS all_of_them
