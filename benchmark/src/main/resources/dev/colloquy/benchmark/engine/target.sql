-- The target's own objects; answer_requests receives up to @batch conversations in one transaction and answers each.
USE InstTargetDB;
CREATE QUEUE InstTargetQueue;
CREATE SERVICE [//TgtDB/2InstSample/TargetService] AUTHORIZATION TargetUser
    ON QUEUE InstTargetQueue ([//BothDB/2InstSample/SimpleContract]);
CREATE USER InitiatorUser WITHOUT LOGIN;
CREATE CERTIFICATE InstInitiatorCertificate AUTHORIZATION InitiatorUser
    FROM FILE = N'${folder}/InstInitiatorCertificate.cer';
CREATE ROUTE InstInitiatorRoute
    WITH SERVICE_NAME = N'//InstDB/2InstSample/InitiatorService', ADDRESS = N'TCP://localhost:${peerPort}';
GRANT SEND ON SERVICE::[//TgtDB/2InstSample/TargetService] TO InitiatorUser;
GO
CREATE PROCEDURE dbo.answer_requests @batch int, @wait int
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
