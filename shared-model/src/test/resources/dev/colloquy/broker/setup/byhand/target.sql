-- What a database administrator has made of the target's instance with the tutorial's first lesson: Windows
-- authentication, a certificate of her own choosing, everything under the tutorial's names.
USE master;
CREATE ENDPOINT InstTargetEndpoint STATE = STARTED AS TCP (LISTENER_PORT = ${port})
    FOR SERVICE_BROKER (AUTHENTICATION = WINDOWS);
CREATE DATABASE InstTargetDB;
GO
USE InstTargetDB;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'By-hand-1-password';
CREATE USER TargetUser WITHOUT LOGIN;
CREATE CERTIFICATE InstTargetCertificate AUTHORIZATION TargetUser
    WITH SUBJECT = 'Target Certificate', EXPIRY_DATE = N'20991231';
CREATE MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] VALIDATION = WELL_FORMED_XML;
CREATE MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] VALIDATION = WELL_FORMED_XML;
CREATE CONTRACT [//BothDB/2InstSample/SimpleContract]
    ([//BothDB/2InstSample/RequestMessage] SENT BY INITIATOR, [//BothDB/2InstSample/ReplyMessage] SENT BY TARGET);
CREATE QUEUE dbo.InstTargetQueue;
CREATE SERVICE [//TgtDB/2InstSample/TargetService] AUTHORIZATION TargetUser ON QUEUE dbo.InstTargetQueue
    ([//BothDB/2InstSample/SimpleContract]);
GO
USE msdb;
CREATE ROUTE InstTargetRoute WITH SERVICE_NAME = N'//TgtDB/2InstSample/TargetService', ADDRESS = N'LOCAL';
GO
