-- The login that does a service's run-time work. It may EXECUTE the service's procedures and nothing else: set-up makes
-- its user in the database a member of the role colloquy_runtime, which has just that. Run it as a member of sysadmin or
-- a login with ALTER ANY LOGIN, before the service starts; a set-up login that may create logins does it itself:
--
--     sqlcmd -S SERVER -U LOGIN -b -i run-time-login.sql -v RunTimeLogin=colloquy_initiator
--
-- Scripting variables:
--   RunTimeLogin, RunTimePassword: the login, colloquy.jdbc.username and .password of the service; give the password as an
--     environment variable, a quotation mark in it doubled
-- CREATE LOGIN (Transact-SQL)
:on error exit
USE [master];
GO
IF SUSER_ID(N'$(RunTimeLogin)') IS NULL
    CREATE LOGIN [$(RunTimeLogin)] WITH PASSWORD = N'$(RunTimePassword)';
GO
