-- Sends a request in a new conversation that is not encrypted.
-- Parameters: name of the service to send to.
-- BEGIN DIALOG CONVERSATION, SEND (Transact-SQL)
DECLARE @to nvarchar(256) = ?, @handle uniqueidentifier;
BEGIN DIALOG CONVERSATION @handle
    FROM SERVICE [//TgtDB/2InstSample/TargetService]
    TO SERVICE @to
    ON CONTRACT [//BothDB/2InstSample/SimpleContract]
    WITH ENCRYPTION = OFF;
SEND ON CONVERSATION @handle
    MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (N'<RequestMsg>status</RequestMsg>');
