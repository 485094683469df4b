-- Removes all conversations with their messages, empties the ledger, and forgets what hygiene knows.
DECLARE @h uniqueidentifier;
WHILE EXISTS (SELECT 1 FROM sys.conversation_endpoints WHERE state <> 'CD')
BEGIN
    SELECT TOP (1) @h = conversation_handle FROM sys.conversation_endpoints WHERE state <> 'CD';
    END CONVERSATION @h WITH CLEANUP;
END;
DELETE FROM dbo.reply;
DELETE FROM dbo.request_message;
DELETE FROM dbo.conversation;
DELETE FROM dbo.hygiene_suspect;
DELETE FROM dbo.hygiene_finding;
UPDATE dbo.hygiene_run
SET started_at = NULL, active_at = NULL, finished_at = NULL, row_position = 0,
    endpoint_position = '00000000-0000-0000-0000-000000000000';
