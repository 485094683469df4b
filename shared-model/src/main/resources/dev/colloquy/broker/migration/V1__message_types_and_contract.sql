-- Message types and contract, the same in both databases; the user who owns this side's service; and the role that may
-- EXECUTE the procedures.
-- What a database administrator has prepared by hand stays as it is.
-- CREATE MESSAGE TYPE, CREATE CONTRACT, CREATE USER, CREATE ROLE (Transact-SQL)
IF NOT EXISTS (SELECT 1 FROM sys.service_message_types WHERE name = N'//BothDB/2InstSample/RequestMessage')
    CREATE MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] VALIDATION = WELL_FORMED_XML;

IF NOT EXISTS (SELECT 1 FROM sys.service_message_types WHERE name = N'//BothDB/2InstSample/ReplyMessage')
    CREATE MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] VALIDATION = WELL_FORMED_XML;

IF NOT EXISTS (SELECT 1 FROM sys.service_contracts WHERE name = N'//BothDB/2InstSample/SimpleContract')
    CREATE CONTRACT [//BothDB/2InstSample/SimpleContract]
        ([//BothDB/2InstSample/RequestMessage] SENT BY INITIATOR,
         [//BothDB/2InstSample/ReplyMessage] SENT BY TARGET);

IF DATABASE_PRINCIPAL_ID(N'${user}') IS NULL
    CREATE USER [${user}] WITHOUT LOGIN;

IF DATABASE_PRINCIPAL_ID(N'colloquy_runtime') IS NULL
    CREATE ROLE colloquy_runtime;
GO
