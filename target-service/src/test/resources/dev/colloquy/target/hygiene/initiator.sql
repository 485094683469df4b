-- An initiator service in the target's own database, whose messages tests receive and send by hand.
CREATE QUEUE dbo.InitiatorQueue;
CREATE SERVICE [//InstDB/2InstSample/InitiatorService] ON QUEUE dbo.InitiatorQueue;
GRANT SEND ON SERVICE::[//InstDB/2InstSample/InitiatorService] TO TargetUser;
