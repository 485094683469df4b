-- The initiator's ledger: one row for each conversation that it has begun. Times are UTC by the instance's clock;
-- messages are XML as on the wire; error_code and error_description are those of the Error message.
-- CREATE TABLE, CREATE INDEX, Create filtered indexes (Transact-SQL)
CREATE TABLE dbo.conversation
(
    id bigint IDENTITY(1, 1) NOT NULL,
    conversation_handle uniqueidentifier NOT NULL,
    state varchar(10) NOT NULL,
    request nvarchar(max) NOT NULL,
    reply nvarchar(max) NULL,
    error_code int NULL,
    error_description nvarchar(3000) NULL,
    begun_at datetime2(3) NOT NULL,
    replied_at datetime2(3) NULL,
    ended_at datetime2(3) NULL,
    CONSTRAINT pk_conversation PRIMARY KEY CLUSTERED (id),
    CONSTRAINT uq_conversation_handle UNIQUE NONCLUSTERED (conversation_handle),
    CONSTRAINT ck_conversation_state
        CHECK (state IN ('BEGUN', 'REPLIED', 'COMPLETED', 'FAILED', 'EXPIRED', 'ENDED'))
);

-- Pages of one state in the order of begin.
CREATE NONCLUSTERED INDEX ix_conversation_state ON dbo.conversation (state, id);

-- The few that are open among the many that are not: counted for the meter of conversations in flight.
CREATE NONCLUSTERED INDEX ix_conversation_open ON dbo.conversation (id) WHERE state IN ('BEGUN', 'REPLIED');
GO
