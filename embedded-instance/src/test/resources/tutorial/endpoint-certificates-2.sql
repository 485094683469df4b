-- "How to: Allow Service Broker Network Access by Using Certificates": the peer's certificate and its permission.
USE master;
GO
CREATE LOGIN ${peerLogin} WITH PASSWORD = N'${peerLoginPassword}';
CREATE USER ${peerLogin} FOR LOGIN ${peerLogin};
CREATE CERTIFICATE ${peerCertificate}
     AUTHORIZATION ${peerLogin}
     FROM FILE = N'${certificateFolder}/${peerCertificate}.cer';
GO
GRANT CONNECT ON ENDPOINT::${endpoint} TO ${peerLogin};
GO
