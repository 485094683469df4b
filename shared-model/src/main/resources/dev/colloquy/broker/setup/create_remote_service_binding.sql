-- Binds the peer's service to the owner of the peer's dialog certificate: dialogs to it are secured with that. At most
-- one binding of a service exists, so one that somebody made is changed.
-- Parameters: binding, service of the peer, thumbprint of the peer's dialog certificate. Columns: change.
-- Needs: ALTER ANY REMOTE SERVICE BINDING on the database
-- CREATE REMOTE SERVICE BINDING (Transact-SQL), ALTER REMOTE SERVICE BINDING (Transact-SQL)
SET NOCOUNT ON;
DECLARE @binding sysname = ?, @service nvarchar(256) = ?, @thumbprint varbinary(32) = ?;
DECLARE @user_id int, @user sysname, @name sysname, @bound_id int, @anonymous bit, @sql nvarchar(max);
SELECT @user_id = c.principal_id, @user = u.name
FROM sys.certificates AS c
JOIN sys.database_principals AS u ON u.principal_id = c.principal_id
WHERE c.thumbprint = @thumbprint;
SELECT @name = name, @bound_id = remote_principal_id, @anonymous = is_anonymous_on
FROM sys.remote_service_bindings
WHERE remote_service_name = @service;
IF @name IS NULL
    SET @sql = N'CREATE REMOTE SERVICE BINDING ' + QUOTENAME(@binding) + N' TO SERVICE N'''
        + REPLACE(@service, N'''', N'''''') + N''' WITH USER = ' + QUOTENAME(@user) + N', ANONYMOUS = OFF;';
ELSE IF @bound_id <> @user_id OR @anonymous = 1
    SET @sql = N'ALTER REMOTE SERVICE BINDING ' + QUOTENAME(@name) + N' WITH USER = ' + QUOTENAME(@user)
        + N', ANONYMOUS = OFF;';
IF @sql IS NOT NULL
BEGIN
    EXEC (@sql);
    SELECT N'service ' + @service + N' bound to user ' + @user AS change;
END;
