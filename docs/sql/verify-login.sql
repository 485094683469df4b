-- A set-up login that looks and changes nothing, for sites whose database administrators run the printed script
-- (--print-setup) themselves: the service finds everything there and goes on. What it finds missing, a certificate that
-- is due for renewal among them, it reports, with the permission that the step needs. Run it as a member of sysadmin,
-- after the printed script:
--
--     sqlcmd -S SERVER -U LOGIN -b -i verify-login.sql -v Database=InstInitiatorDB VerifyLogin=colloquy_verify
--
-- Scripting variables:
--   Database: InstInitiatorDB at the initiator, InstTargetDB at the target
--   VerifyLogin, VerifyPassword: the login, colloquy.setup.username and .password of the service; give the password as an
--     environment variable, a quotation mark in it doubled
-- GRANT Server Permissions, ALTER ROLE (Transact-SQL)
:on error exit
USE [master];
GO
IF SUSER_ID(N'$(VerifyLogin)') IS NULL
    CREATE LOGIN [$(VerifyLogin)] WITH PASSWORD = N'$(VerifyPassword)';
GO
GRANT VIEW ANY DEFINITION TO [$(VerifyLogin)];
GO
IF DATABASE_PRINCIPAL_ID(N'$(VerifyLogin)') IS NULL
    CREATE USER [$(VerifyLogin)] FOR LOGIN [$(VerifyLogin)];
GO
USE [msdb];
GO
IF DATABASE_PRINCIPAL_ID(N'$(VerifyLogin)') IS NULL
    CREATE USER [$(VerifyLogin)] FOR LOGIN [$(VerifyLogin)];
GO
USE [$(Database)];
GO
IF DATABASE_PRINCIPAL_ID(N'$(VerifyLogin)') IS NULL
    CREATE USER [$(VerifyLogin)] FOR LOGIN [$(VerifyLogin)];
GO
ALTER ROLE db_datareader ADD MEMBER [$(VerifyLogin)];
GO
