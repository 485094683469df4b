-- Instances of the peer that new dialogs may be begun with, where there are several. Empty as long as there is one: then
-- the route alone says where dialogs go, and they name no broker instance.
-- is_avoided: messages to it have been waiting for a while, so another one is taken as long as there is another.
-- CREATE TABLE (Transact-SQL)
IF OBJECT_ID(N'dbo.peer_instance', N'U') IS NULL
    CREATE TABLE dbo.peer_instance (
        broker_instance uniqueidentifier NOT NULL CONSTRAINT pk_peer_instance PRIMARY KEY CLUSTERED,
        is_avoided bit NOT NULL CONSTRAINT df_peer_instance_is_avoided DEFAULT (0),
        offered_at datetime2(3) NOT NULL CONSTRAINT df_peer_instance_offered_at DEFAULT (SYSUTCDATETIME())
    );
