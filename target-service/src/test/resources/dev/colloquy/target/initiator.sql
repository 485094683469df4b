-- An initiator service in the target's own database, so that one instance is enough for both sides.
CREATE QUEUE dbo.InitiatorQueue;
CREATE SERVICE [//InstDB/2InstSample/InitiatorService] ON QUEUE dbo.InitiatorQueue;
GRANT SEND ON SERVICE::[//InstDB/2InstSample/InitiatorService] TO TargetUser;
GO
-- What handlers under test write to.
CREATE TABLE dbo.handled (request nvarchar(100) NOT NULL);
GRANT INSERT ON OBJECT::dbo.handled TO colloquy_runtime;
GO
