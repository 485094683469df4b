-- What the search for leaked conversations keeps: where it is, what it suspects and what it has found. Times are UTC by
-- the instance's clock.
-- CREATE TABLE (Transact-SQL)

-- The one row says which run is the last and how far the search has come, so that every replica of the service goes on
-- where another has stopped. run_id 0: there was none. endpoint_position and row_position: what was looked at last,
-- or what comes before everything. The counts are those of the last run that has finished; is_whole: it has looked at
-- everything there is.
CREATE TABLE dbo.hygiene_run
(
    id tinyint NOT NULL CONSTRAINT df_hygiene_run_id DEFAULT 1,
    run_id bigint NOT NULL,
    started_at datetime2(3) NULL,
    active_at datetime2(3) NULL,
    finished_at datetime2(3) NULL,
    endpoint_position uniqueidentifier NOT NULL,
    row_position bigint NOT NULL,
    is_whole bit NOT NULL,
    half_closed int NOT NULL,
    overdue int NOT NULL,
    orphaned int NOT NULL,
    CONSTRAINT pk_hygiene_run PRIMARY KEY CLUSTERED (id),
    CONSTRAINT ck_hygiene_run_id CHECK (id = 1)
);

-- Endpoints that look leaked. An endpoint does not say since when it is as it is, so it is a finding only once it was
-- seen for long enough as it was seen first: with the same state and the same sequence numbers.
CREATE TABLE dbo.hygiene_suspect
(
    conversation_handle uniqueidentifier NOT NULL,
    reason varchar(30) NOT NULL,
    state char(2) NOT NULL,
    send_sequence bigint NOT NULL,
    receive_sequence bigint NOT NULL,
    seen_since datetime2(3) NOT NULL,
    CONSTRAINT pk_hygiene_suspect PRIMARY KEY CLUSTERED (conversation_handle)
);

-- What the last run has found; at most 1,000 rows.
CREATE TABLE dbo.hygiene_finding
(
    id bigint IDENTITY(1, 1) NOT NULL,
    conversation_handle uniqueidentifier NOT NULL,
    reason varchar(30) NOT NULL,
    state varchar(10) NOT NULL,
    since datetime2(3) NOT NULL,
    action varchar(10) NOT NULL,
    CONSTRAINT pk_hygiene_finding PRIMARY KEY CLUSTERED (id)
);

INSERT INTO dbo.hygiene_run
    (run_id, endpoint_position, row_position, is_whole, half_closed, overdue, orphaned)
VALUES
    (0, '00000000-0000-0000-0000-000000000000', 0, 0, 0, 0, 0);
GO
