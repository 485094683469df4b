-- What the target knows of the initiator: its user with an old and a new certificate, the right to send, and a route.
CREATE USER InitiatorUser WITHOUT LOGIN;
GO
USE master;
GO
CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'Broker-Status-3';
CREATE CERTIFICATE OldInitiatorCertificate
    WITH SUBJECT = N'Old initiator certificate', START_DATE = N'20240101', EXPIRY_DATE = N'20250101';
CREATE CERTIFICATE InstInitiatorCertificate
    WITH SUBJECT = N'Initiator certificate', START_DATE = N'20240101', EXPIRY_DATE = N'20980101';
GO
DECLARE @old varbinary(max) = CERTENCODED(CERT_ID(N'OldInitiatorCertificate'));
DECLARE @new varbinary(max) = CERTENCODED(CERT_ID(N'InstInitiatorCertificate'));
DECLARE @sql nvarchar(max) = N'USE InstTargetDB;'
    + N' CREATE CERTIFICATE OldInitiatorCertificate AUTHORIZATION InitiatorUser FROM BINARY = '
    + CONVERT(nvarchar(max), @old, 1)
    + N'; CREATE CERTIFICATE InstInitiatorCertificate AUTHORIZATION InitiatorUser FROM BINARY = '
    + CONVERT(nvarchar(max), @new, 1) + N';';
EXEC (@sql);
GO
USE InstTargetDB;
GO
GRANT SEND ON SERVICE::[//TgtDB/2InstSample/TargetService] TO InitiatorUser;
CREATE ROUTE InstInitiatorRoute
    WITH SERVICE_NAME = N'//InstDB/2InstSample/InitiatorService', ADDRESS = N'TCP://localhost:4022';
GO
