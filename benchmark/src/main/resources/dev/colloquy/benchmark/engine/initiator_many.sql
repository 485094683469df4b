-- What the initiator needs for many messages on one dialog: send_message sends one more, end_dialog ends it, and
-- collect_answers receives up to @batch conversations in one transaction and returns the handles of the replies among
-- them.
USE InstInitiatorDB;
GO
CREATE PROCEDURE dbo.send_message @handle uniqueidentifier, @request nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@request);
END;
GO
CREATE PROCEDURE dbo.end_dialog @handle uniqueidentifier
AS
BEGIN
    SET NOCOUNT ON;
    END CONVERSATION @handle;
END;
GO
CREATE PROCEDURE dbo.collect_answers @batch int, @wait int
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @handle uniqueidentifier, @type sysname, @body nvarchar(max), @taken int = 0, @rows int;
    DECLARE @answered nvarchar(max) = N'';
    BEGIN TRANSACTION;
    WAITFOR (RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name, @body = message_body
             FROM InstInitiatorQueue), TIMEOUT @wait;
    SET @rows = @@ROWCOUNT;
    WHILE @rows > 0
    BEGIN
        IF @type = N'//BothDB/2InstSample/ReplyMessage'
            SET @answered += CONVERT(nchar(36), @handle);
        SET @taken += 1;
        IF @taken = @batch BREAK;
        RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name, @body = message_body
            FROM InstInitiatorQueue;
        SET @rows = @@ROWCOUNT;
    END;
    COMMIT TRANSACTION;
    SELECT @answered;
END;
GO
