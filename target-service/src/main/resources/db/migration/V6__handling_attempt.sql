-- Requests that a process has begun to handle and has not been seen to finish. A row is committed before the handler is
-- called and deleted with the answer. One that another process has left behind says that it has ended in between.
-- process: made up by each process at its start. begun_at: UTC by the instance's clock.
-- CREATE TABLE (Transact-SQL)
CREATE TABLE dbo.handling_attempt
(
    conversation_handle uniqueidentifier NOT NULL,
    message_sequence_number bigint NOT NULL,
    process uniqueidentifier NOT NULL,
    begun_at datetime2(3) NOT NULL,
    CONSTRAINT pk_handling_attempt PRIMARY KEY CLUSTERED (conversation_handle, message_sequence_number)
);
GO
