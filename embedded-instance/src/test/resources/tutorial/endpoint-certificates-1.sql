-- "How to: Create Certificates for Service Broker Transport Security": this side's own certificate.
USE master;
GO
CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'${masterKeyPassword}';
GO
CREATE CERTIFICATE ${ownCertificate}
     WITH SUBJECT = N'${ownCertificate}', EXPIRY_DATE = N'${expiryDate}';
BACKUP CERTIFICATE ${ownCertificate} TO FILE = N'${certificateFolder}/${ownCertificate}.cer';
GO
