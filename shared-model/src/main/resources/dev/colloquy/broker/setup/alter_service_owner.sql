-- Gives the service to the user whose certificate secures its dialogs, if a service made by hand belongs to another.
-- Parameters: service, user. Columns: change.
-- Needs: CONTROL on the database
-- ALTER AUTHORIZATION (Transact-SQL)
SET NOCOUNT ON;
DECLARE @service sysname = ?, @user sysname = ?;
DECLARE @sql nvarchar(max);
IF EXISTS (SELECT 1 FROM sys.services WHERE name = @service AND principal_id <> DATABASE_PRINCIPAL_ID(@user))
BEGIN
    SET @sql = N'ALTER AUTHORIZATION ON SERVICE::' + QUOTENAME(@service) + N' TO ' + QUOTENAME(@user) + N';';
    EXEC (@sql);
    SELECT N'service ' + @service + N' given to user ' + @user AS change;
END;
