-- Lets new dialogs be begun with an instance of the peer; from the first one on they name the one they are begun with.
-- Parameters: broker instance. Columns: change.
-- Needs: INSERT on dbo.peer_instance
-- INSERT (Transact-SQL)
SET NOCOUNT ON;
DECLARE @broker_instance uniqueidentifier = ?;
IF NOT EXISTS (SELECT 1 FROM dbo.peer_instance WHERE broker_instance = @broker_instance)
BEGIN
    INSERT INTO dbo.peer_instance (broker_instance) VALUES (@broker_instance);
    SELECT N'new dialogs may be begun with broker instance ' + CONVERT(nvarchar(36), @broker_instance) AS change;
END;
