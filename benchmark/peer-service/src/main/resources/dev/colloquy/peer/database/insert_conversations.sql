-- Parameters: handles (uuid[]), requests (text[]). Returns one row: the time. One statement, one commit.
WITH begun AS (
    INSERT INTO conversation (handle, request) SELECT * FROM unnest(?, ?) RETURNING 1)
SELECT now() FROM (SELECT count(*) FROM begun) AS all_of_them
