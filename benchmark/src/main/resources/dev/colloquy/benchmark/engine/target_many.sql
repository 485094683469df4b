-- What the target needs for many messages on one dialog: answer_messages receives up to @batch conversations in one
-- transaction, answers each request, and ends what the initiator has ended.
USE InstTargetDB;
GO
CREATE PROCEDURE dbo.answer_messages @batch int, @wait int
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @handle uniqueidentifier, @type sysname, @body nvarchar(max), @taken int = 0, @rows int;
    BEGIN TRANSACTION;
    WAITFOR (RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name, @body = message_body
             FROM InstTargetQueue), TIMEOUT @wait;
    SET @rows = @@ROWCOUNT;
    WHILE @rows > 0
    BEGIN
        IF @type = N'//BothDB/2InstSample/RequestMessage'
            SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage]
                (N'<ReplyMsg>Message for Initiator service.</ReplyMsg>');
        ELSE
            END CONVERSATION @handle;
        SET @taken += 1;
        IF @taken = @batch BREAK;
        RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name, @body = message_body
            FROM InstTargetQueue;
        SET @rows = @@ROWCOUNT;
    END;
    COMMIT TRANSACTION;
    SELECT @taken;
END;
GO
