-- The target's queue and service. A queue that a database administrator has made by hand is taken over.
-- POISON_MESSAGE_HANDLING is OFF: ON would disable the queue after five rollbacks in a row, and with it every
-- conversation, for the sake of one request that fails. The service counts attempts and ends that conversation instead.
-- CREATE QUEUE, ALTER QUEUE, CREATE SERVICE (Transact-SQL)
IF NOT EXISTS (SELECT 1 FROM sys.service_queues WHERE name = N'InstTargetQueue' AND schema_id = SCHEMA_ID(N'dbo'))
    CREATE QUEUE dbo.InstTargetQueue WITH STATUS = ON, POISON_MESSAGE_HANDLING (STATUS = OFF);
ELSE
    ALTER QUEUE dbo.InstTargetQueue WITH STATUS = ON, POISON_MESSAGE_HANDLING (STATUS = OFF);

IF NOT EXISTS (SELECT 1 FROM sys.services WHERE name = N'//TgtDB/2InstSample/TargetService')
    CREATE SERVICE [//TgtDB/2InstSample/TargetService] AUTHORIZATION TargetUser
        ON QUEUE dbo.InstTargetQueue ([//BothDB/2InstSample/SimpleContract]);
GO
