-- Reads where the feed ends.
-- Out, one row: last_position, 0 if the feed is empty.
-- SELECT (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.read_feed_position
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT last_position
    FROM dbo.feed
    WHERE id = 1;
END;
GO
GRANT EXECUTE ON dbo.read_feed_position TO colloquy_runtime;
GO
