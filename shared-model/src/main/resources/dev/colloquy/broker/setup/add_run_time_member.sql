-- Lets the login EXECUTE the procedures: its user joins the role colloquy_runtime, which has no other permission.
-- Parameters: login. Columns: change.
-- Needs: ALTER on the role colloquy_runtime
-- ALTER ROLE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @login sysname = ?;
DECLARE @user sysname, @sql nvarchar(max);
SELECT @user = name FROM sys.database_principals WHERE sid = SUSER_SID(@login);
IF @user <> N'dbo' AND NOT EXISTS (
    SELECT 1
    FROM sys.database_role_members
    WHERE role_principal_id = DATABASE_PRINCIPAL_ID(N'colloquy_runtime')
        AND member_principal_id = DATABASE_PRINCIPAL_ID(@user))
BEGIN
    SET @sql = N'ALTER ROLE colloquy_runtime ADD MEMBER ' + QUOTENAME(@user) + N';';
    EXEC (@sql);
    SELECT N'user ' + @user + N' added to role colloquy_runtime' AS change;
END;
