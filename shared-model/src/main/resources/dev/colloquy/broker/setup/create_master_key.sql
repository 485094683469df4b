-- Creates the master key of the current database unless it has one. The service master key opens it, so nobody needs
-- the password.
-- Parameters: password. Columns: change.
-- Needs: CONTROL on the database
-- CREATE MASTER KEY (Transact-SQL)
SET NOCOUNT ON;
DECLARE @password nvarchar(128) = ?;
DECLARE @sql nvarchar(max), @message nvarchar(2048);
IF NOT EXISTS (SELECT 1 FROM sys.symmetric_keys WHERE name = N'##MS_DatabaseMasterKey##')
BEGIN
    SET @sql = N'CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'''
        + REPLACE(@password, N'''', N'''''') + N''';';
    EXEC (@sql);
    SELECT N'master key of database ' + DB_NAME() + N' created' AS change;
END
ELSE IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND is_master_key_encrypted_by_server = 0)
BEGIN
    SET @message = N'The service master key cannot open the master key of database ' + DB_NAME()
        + N', as after a restore on another instance. Run there: OPEN MASTER KEY DECRYPTION BY PASSWORD = ''...'';'
        + N' ALTER MASTER KEY ADD ENCRYPTION BY SERVICE MASTER KEY;';
    THROW 50001, @message, 1;
END;
