-- Two services of one database. send_many begins @count dialogs with one message each, in one transaction; the messages
-- wait on BacklogQueue.
CREATE DATABASE Backlog;
GO
USE Backlog;
CREATE MESSAGE TYPE [//Backlog/Message] VALIDATION = NONE;
CREATE CONTRACT [//Backlog/Contract] ([//Backlog/Message] SENT BY INITIATOR);
CREATE QUEUE SenderQueue;
CREATE QUEUE BacklogQueue;
CREATE SERVICE [//Backlog/Sender] ON QUEUE SenderQueue;
CREATE SERVICE [//Backlog/Receiver] ON QUEUE BacklogQueue ([//Backlog/Contract]);
GO
CREATE PROCEDURE dbo.send_many @count int
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @handle uniqueidentifier, @sent int = 0;
    BEGIN TRANSACTION;
    WHILE @sent < @count
    BEGIN
        BEGIN DIALOG @handle FROM SERVICE [//Backlog/Sender] TO SERVICE N'//Backlog/Receiver'
            ON CONTRACT [//Backlog/Contract] WITH ENCRYPTION = OFF;
        SEND ON CONVERSATION @handle MESSAGE TYPE [//Backlog/Message]
            (N'<RequestMsg>Message for Target service.</RequestMsg>');
        SET @sent += 1;
    END;
    COMMIT TRANSACTION;
END;
GO
