-- Creates the certificate that the endpoint authenticates with, unless the endpoint has a valid one or a valid one of
-- that name is there. One of that name is renewed before it expires, by another beside it, which the endpoint does not use
-- yet: the peer has to know it first (alter_endpoint.sql). Certificates of other names are somebody else's. It starts on the day before, midnight UTC, so that a peer whose clock is behind accepts it, and
-- ends at a midnight UTC: dates without time are read alike under every DATEFORMAT.
-- Parameters: certificate, validity in days, days before its expiry from which on it is renewed. Columns: change.
-- Needs: CREATE CERTIFICATE on database master
-- CREATE CERTIFICATE (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @certificate sysname = ?, @days int = ?, @renewal int = ?;
DECLARE @now datetime = GETUTCDATE(), @limit datetime, @name sysname, @sql nvarchar(max);
SET @limit = DATEADD(day, @renewal, @now);
IF NOT EXISTS (
    SELECT 1
    FROM sys.certificates AS c
    LEFT JOIN sys.service_broker_endpoints AS e ON e.certificate_id = c.certificate_id
    WHERE c.pvt_key_encryption_type = 'MK' AND c.start_date <= @now AND c.expiry_date > @now
        AND ((c.name <> @certificate AND LEFT(c.name, LEN(@certificate) + 1) <> @certificate + N'_'
                AND e.endpoint_id IS NOT NULL)
            OR ((c.name = @certificate OR LEFT(c.name, LEN(@certificate) + 1) = @certificate + N'_')
                AND c.expiry_date > @limit)))
BEGIN
    SET @name = @certificate;
    IF EXISTS (SELECT 1 FROM sys.certificates WHERE name = @certificate)
        SET @name = @certificate + N'_' + CONVERT(nvarchar(8), @now, 112)
            + REPLACE(CONVERT(nvarchar(8), @now, 108), N':', N'');
    SET @sql = N'CREATE CERTIFICATE ' + QUOTENAME(@name) + N' AUTHORIZATION dbo WITH SUBJECT = N'''
        + REPLACE(@certificate, N'''', N'''''')
        + N''', START_DATE = N''' + CONVERT(nvarchar(8), DATEADD(day, -1, @now), 112)
        + N''', EXPIRY_DATE = N''' + CONVERT(nvarchar(8), DATEADD(day, @days + 1, @now), 112) + N''';';
    EXEC (@sql);
    SELECT N'transport certificate ' + @name + N' created' AS change;
END;
