-- The login with which a service sets its instance up and keeps it so: endpoint, certificates, database objects, routes.
-- It is no member of sysadmin and cannot create logins, so that of the other instance is created here, and the one for
-- run-time work by run-time-login.sql. Run it as a member of sysadmin, before the service starts:
--
--     sqlcmd -S SERVER -U LOGIN -b -i setup-login.sql \
--         -v Database=InstInitiatorDB PeerLogin=InstTargetLogin SetupLogin=colloquy_setup
--
-- Scripting variables:
--   Database: InstInitiatorDB at the initiator, InstTargetDB at the target
--   PeerLogin: InstTargetLogin at the initiator, InstInitiatorLogin at the target; stands for the other instance
--   SetupLogin, SetupPassword: the login, colloquy.setup.username and .password of the service; give the password as an
--     environment variable, a quotation mark in it doubled
--
-- What it gets, and what for:
--   server: VIEW ANY DEFINITION, to see what is there; ALTER ANY ENDPOINT, to create, start and change the endpoint
--   master: db_owner, for the master key (CONTROL), the endpoint's certificates and the other instance's user; with it the
--     login can create databases, too
--   msdb: ALTER ANY ROUTE, for the route by which messages from the network find the service; no more, as db_owner of
--     msdb can become sysadmin
--   the database: db_owner, for migrations, certificates, routes, binding and users
-- An endpoint that somebody else has created belongs to that one; then also: GRANT CONTROL ON ENDPOINT::name.
-- GRANT Server Permissions, GRANT Database Permissions, ALTER ROLE (Transact-SQL)
:on error exit
USE [master];
GO
IF DB_ID(N'$(Database)') IS NULL
    CREATE DATABASE [$(Database)];
GO
IF SUSER_ID(N'$(SetupLogin)') IS NULL
    CREATE LOGIN [$(SetupLogin)] WITH PASSWORD = N'$(SetupPassword)';
GO
-- Nobody logs in with it, so nobody needs to know the password.
DECLARE @sql nvarchar(max) = N'CREATE LOGIN [$(PeerLogin)] WITH PASSWORD = N''Aa1-'
    + CONVERT(nvarchar(64), CRYPT_GEN_RANDOM(32), 2) + N''';';
IF SUSER_ID(N'$(PeerLogin)') IS NULL
    EXEC (@sql);
GO
GRANT VIEW ANY DEFINITION TO [$(SetupLogin)];
GRANT ALTER ANY ENDPOINT TO [$(SetupLogin)];
GO
IF DATABASE_PRINCIPAL_ID(N'$(SetupLogin)') IS NULL
    CREATE USER [$(SetupLogin)] FOR LOGIN [$(SetupLogin)];
GO
ALTER ROLE db_owner ADD MEMBER [$(SetupLogin)];
GO
USE [msdb];
GO
IF DATABASE_PRINCIPAL_ID(N'$(SetupLogin)') IS NULL
    CREATE USER [$(SetupLogin)] FOR LOGIN [$(SetupLogin)];
GO
GRANT ALTER ANY ROUTE TO [$(SetupLogin)];
GO
USE [$(Database)];
GO
IF DATABASE_PRINCIPAL_ID(N'$(SetupLogin)') IS NULL
    CREATE USER [$(SetupLogin)] FOR LOGIN [$(SetupLogin)];
GO
ALTER ROLE db_owner ADD MEMBER [$(SetupLogin)];
GO
