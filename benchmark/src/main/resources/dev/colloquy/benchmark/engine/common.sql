-- Objects that both sides of a benchmark conversation have, as in the tutorial "Completing a Conversation Between
-- Instances". ${endpoint}, ${authentication}, ${database}, ${user}, ${certificate}: the side's own names.
CREATE ENDPOINT ${endpoint} STATE = STARTED AS TCP (LISTENER_PORT = 4022)
    FOR SERVICE_BROKER (AUTHENTICATION = WINDOWS);
GO
CREATE DATABASE ${database};
GO
USE ${database};
CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'Benchmark-Master-1';
CREATE USER ${user} WITHOUT LOGIN;
CREATE CERTIFICATE ${certificate} AUTHORIZATION ${user} WITH SUBJECT = N'${certificate}', EXPIRY_DATE = N'20991231';
BACKUP CERTIFICATE ${certificate} TO FILE = N'${folder}/${certificate}.cer';
CREATE MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] VALIDATION = WELL_FORMED_XML;
CREATE MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] VALIDATION = WELL_FORMED_XML;
CREATE CONTRACT [//BothDB/2InstSample/SimpleContract]
    ([//BothDB/2InstSample/RequestMessage] SENT BY INITIATOR, [//BothDB/2InstSample/ReplyMessage] SENT BY TARGET);
GO
