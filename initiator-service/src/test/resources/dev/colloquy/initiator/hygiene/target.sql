-- A target in the initiator's own database, whose messages tests receive and send by hand.
CREATE QUEUE dbo.InstTargetQueue;
CREATE SERVICE [//TgtDB/2InstSample/TargetService] ON QUEUE dbo.InstTargetQueue
    ([//BothDB/2InstSample/SimpleContract]);
GRANT SEND ON SERVICE::[//TgtDB/2InstSample/TargetService] TO InitiatorUser;
