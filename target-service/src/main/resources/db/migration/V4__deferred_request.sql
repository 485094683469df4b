-- Requests that wait, because their handler has failed or because such a request of the same conversation is ahead of
-- them. Times are UTC by the instance's clock. The first row of a conversation is the one that has failed: attempts
-- counts how often; those behind it have no failure, and no time of one.
-- RETRY: a conversation timer brings the request back at about due_at. PARKED: an operator decides.
-- position is the order in which requests were deferred, by which lists are paged.
-- CREATE TABLE, CREATE INDEX, Create filtered indexes (Transact-SQL)
CREATE TABLE dbo.deferred_request
(
    conversation_handle uniqueidentifier NOT NULL,
    message_sequence_number bigint NOT NULL,
    position bigint IDENTITY(1, 1) NOT NULL,
    message_type_name nvarchar(256) NOT NULL,
    message_body varbinary(max) NULL,
    state varchar(8) NOT NULL,
    attempts int NOT NULL,
    first_failed_at datetime2(3) NULL,
    last_failed_at datetime2(3) NULL,
    due_at datetime2(3) NULL,
    error nvarchar(2000) NULL,
    CONSTRAINT pk_deferred_request PRIMARY KEY CLUSTERED (conversation_handle, message_sequence_number),
    CONSTRAINT ck_deferred_request_state CHECK (state IN ('RETRY', 'PARKED'))
);

CREATE NONCLUSTERED INDEX ix_deferred_request_parked ON dbo.deferred_request (position)
    WHERE state = 'PARKED';
GO
