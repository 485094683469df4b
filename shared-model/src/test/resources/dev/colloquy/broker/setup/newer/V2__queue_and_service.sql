-- The initiator's queue and service, as little as a conversation needs. What is there stays.
-- CREATE QUEUE, CREATE SERVICE (Transact-SQL)
IF NOT EXISTS (SELECT 1 FROM sys.service_queues WHERE name = N'${queue}')
    CREATE QUEUE dbo.[${queue}];

IF NOT EXISTS (SELECT 1 FROM sys.services WHERE name = N'${service}')
    CREATE SERVICE [${service}] AUTHORIZATION [${user}] ON QUEUE dbo.[${queue}];
GO
