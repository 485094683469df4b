-- Gives the endpoint a certificate that its peer does not know. In master.
-- Parameters: sysname, name of the new certificate; int, seconds until it expires.
-- CREATE CERTIFICATE, ALTER ENDPOINT (Transact-SQL)
DECLARE @name sysname = ?, @seconds int = ?;
DECLARE @sql nvarchar(max) = N'CREATE CERTIFICATE ' + QUOTENAME(@name)
    + N' WITH SUBJECT = N''transport'', START_DATE = N''20200101'', EXPIRY_DATE = N'''
    + CONVERT(nvarchar(30), DATEADD(second, @seconds, GETUTCDATE()), 126) + N''';';
EXEC (@sql);
SELECT @sql = N'ALTER ENDPOINT ' + QUOTENAME(name) + N' FOR SERVICE_BROKER (AUTHENTICATION = CERTIFICATE '
    + QUOTENAME(@name) + N');'
FROM sys.service_broker_endpoints;
EXEC (@sql);
