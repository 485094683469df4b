-- Queue and service, and a login that may EXECUTE what the role may, and nothing else.
CREATE QUEUE dbo.InstTargetQueue;
CREATE SERVICE [//TgtDB/2InstSample/TargetService]
    AUTHORIZATION TargetUser
    ON QUEUE dbo.InstTargetQueue ([//BothDB/2InstSample/SimpleContract]);
GO
CREATE LOGIN status_reader WITH PASSWORD = N'Broker-Status-2';
CREATE USER status_reader FOR LOGIN status_reader;
ALTER ROLE colloquy_runtime ADD MEMBER status_reader;
GO
