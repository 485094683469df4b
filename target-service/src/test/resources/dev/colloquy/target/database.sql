-- What the set-up makes before the migrations run.
CREATE DATABASE InstTargetDB;
GO
USE InstTargetDB;
CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'Target-Master-1';
CREATE LOGIN runtime WITH PASSWORD = N'Run-Time-1';
CREATE USER runtime FOR LOGIN runtime;
GO
