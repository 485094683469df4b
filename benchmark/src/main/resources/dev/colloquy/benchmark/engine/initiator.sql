-- The initiator's own objects; begin_conversation begins a dialog and sends the request, collect_replies receives up to
-- @batch conversations in one transaction, ends those that the target has ended, and returns their handles.
USE InstInitiatorDB;
CREATE QUEUE InstInitiatorQueue;
CREATE SERVICE [//InstDB/2InstSample/InitiatorService] AUTHORIZATION InitiatorUser ON QUEUE InstInitiatorQueue;
CREATE USER TargetUser WITHOUT LOGIN;
CREATE CERTIFICATE InstTargetCertificate AUTHORIZATION TargetUser
    FROM FILE = N'${folder}/InstTargetCertificate.cer';
CREATE ROUTE InstTargetRoute
    WITH SERVICE_NAME = N'//TgtDB/2InstSample/TargetService', ADDRESS = N'TCP://localhost:${peerPort}';
CREATE REMOTE SERVICE BINDING TargetBinding
    TO SERVICE N'//TgtDB/2InstSample/TargetService' WITH USER = TargetUser;
GO
CREATE PROCEDURE dbo.begin_conversation @request nvarchar(max)
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @handle uniqueidentifier;
    BEGIN TRANSACTION;
    BEGIN DIALOG @handle
        FROM SERVICE [//InstDB/2InstSample/InitiatorService]
        TO SERVICE N'//TgtDB/2InstSample/TargetService'
        ON CONTRACT [//BothDB/2InstSample/SimpleContract]
        WITH ENCRYPTION = ON;
    SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@request);
    COMMIT TRANSACTION;
    SELECT @handle;
END;
GO
CREATE PROCEDURE dbo.collect_replies @batch int, @wait int
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @handle uniqueidentifier, @type sysname, @body nvarchar(max), @taken int = 0, @rows int;
    DECLARE @ended nvarchar(max) = N'';
    BEGIN TRANSACTION;
    WAITFOR (RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name, @body = message_body
             FROM InstInitiatorQueue), TIMEOUT @wait;
    SET @rows = @@ROWCOUNT;
    WHILE @rows > 0
    BEGIN
        IF @type <> N'//BothDB/2InstSample/ReplyMessage'
        BEGIN
            END CONVERSATION @handle;
            SET @ended += CONVERT(nchar(36), @handle);
        END;
        SET @taken += 1;
        IF @taken = @batch BREAK;
        RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name, @body = message_body
            FROM InstInitiatorQueue;
        SET @rows = @@ROWCOUNT;
    END;
    COMMIT TRANSACTION;
    SELECT @ended;
END;
GO
