-- A target in the initiator's own database, whose messages tests send by hand. Within one database, dialog security needs
-- no certificates.
CREATE QUEUE dbo.InstTargetQueue;
CREATE SERVICE [${peerService}] ON QUEUE dbo.InstTargetQueue
    ([//BothDB/2InstSample/SimpleContract], [DEFAULT]);
GRANT SEND ON SERVICE::[${peerService}] TO ${user};
GO
