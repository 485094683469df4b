-- What the set-up scripts and migrations are written for; sqlcmd begins with other settings. An error undoes the
-- migration it happens in.
-- Parameters: none. Columns: none.
-- Needs: nothing
-- SET QUOTED_IDENTIFIER (Transact-SQL), SET XACT_ABORT (Transact-SQL)
SET NUMERIC_ROUNDABORT OFF;
SET ANSI_PADDING, ANSI_WARNINGS, CONCAT_NULL_YIELDS_NULL, ARITHABORT, QUOTED_IDENTIFIER, ANSI_NULLS ON;
SET XACT_ABORT ON;
