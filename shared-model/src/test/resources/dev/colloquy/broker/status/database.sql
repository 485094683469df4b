-- The target's database before the migrations: its user, and two certificates of it, one of which is not for new dialogs.
CREATE DATABASE InstTargetDB;
GO
USE InstTargetDB;
GO
CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'Broker-Status-1';
CREATE USER TargetUser WITHOUT LOGIN;
CREATE CERTIFICATE RetiredCertificate
    AUTHORIZATION TargetUser
    WITH SUBJECT = N'Retired certificate', START_DATE = N'20240101', EXPIRY_DATE = N'20250101'
    ACTIVE FOR BEGIN_DIALOG = OFF;
CREATE CERTIFICATE InstTargetCertificate
    AUTHORIZATION TargetUser
    WITH SUBJECT = N'Target certificate', START_DATE = N'20240101', EXPIRY_DATE = N'20990101';
CREATE CERTIFICATE NextTargetCertificate
    AUTHORIZATION TargetUser
    WITH SUBJECT = N'Next target certificate', START_DATE = N'20240101', EXPIRY_DATE = N'20991231';
GO
