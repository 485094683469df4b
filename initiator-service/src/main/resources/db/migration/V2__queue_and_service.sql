-- The initiator's queue and service. What a database administrator has prepared by hand stays as it is, but for poison
-- message handling: by default five rollbacks in a row turn the queue off, so that one message which cannot be filed
-- would stop the replies of all others. The collector backs off and tries again instead.
-- CREATE QUEUE, ALTER QUEUE, CREATE SERVICE (Transact-SQL)
IF NOT EXISTS (SELECT 1 FROM sys.service_queues WHERE name = N'${queue}' AND schema_id = SCHEMA_ID(N'dbo'))
    CREATE QUEUE dbo.[${queue}] WITH STATUS = ON, POISON_MESSAGE_HANDLING (STATUS = OFF);
ELSE
    ALTER QUEUE dbo.[${queue}] WITH POISON_MESSAGE_HANDLING (STATUS = OFF);

-- No contract: the service only initiates.
IF NOT EXISTS (SELECT 1 FROM sys.services WHERE name = N'${service}')
    CREATE SERVICE [${service}] AUTHORIZATION [${user}] ON QUEUE dbo.[${queue}];
GO
