-- Gives the owner of a side's service one more certificate, which new dialogs use. In the side's database.
-- Parameters: sysname, name of the new certificate; sysname, user that owns the service.
-- CREATE CERTIFICATE (Transact-SQL)
DECLARE @name sysname = ?, @user sysname = ?;
DECLARE @sql nvarchar(max) = N'CREATE CERTIFICATE ' + QUOTENAME(@name) + N' AUTHORIZATION ' + QUOTENAME(@user)
    + N' WITH SUBJECT = N''dialogs'', START_DATE = N''20200101'', EXPIRY_DATE = N''20990101'';';
EXEC (@sql);
