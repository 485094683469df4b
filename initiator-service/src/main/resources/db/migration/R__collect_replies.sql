-- Receives what has come back, files it in the ledger and the feed, and ends the conversations that are finished; all
-- of it or nothing.
-- In: @batch, conversation groups to receive at most; @wait_milliseconds, how long to wait for the first.
-- Out, returned after the commit: first one row for each conversation that was open: conversation_handle,
--   previous_state, state, reply, error_code, error_description, begun_at, replied_at, ended_at, version; then one row
--   for each reply that was filed, in the order of the feed: position, conversation_handle, message_sequence_number,
--   reply (NULL if it is the conversation's first, which the first result has), filed_at.
-- A message of a conversation that the ledger does not hold as open is not filed; its conversation is ended all the
-- same.
-- TOP (100): a peer that sends replies without end must not fill the memory; the rest is received by the next turn.
-- TIMEOUT: the first turn waits; with 0 those that follow take what is there.
-- FORCESEEK, INDEX, ROWLOCK: two collectors at work must not meet on rows of other conversations, as they would in a
-- scan.
-- dbo.feed is locked from its UPDATE to the commit, so that positions are in the order of commit; it comes as late as
-- it can. The variables get what the columns were before.
-- RECEIVE, WAITFOR, END CONVERSATION, UPDATE, OUTPUT clause, ROW_NUMBER, Table hints (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.collect_replies
    @batch int,
    @wait_milliseconds int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @received TABLE
    (
        queuing_order bigint NOT NULL,
        conversation_handle uniqueidentifier NOT NULL,
        message_sequence_number bigint NOT NULL,
        kind varchar(10) NOT NULL,
        body nvarchar(max) NULL,
        error_code int NULL,
        error_description nvarchar(3000) NULL
    );
    DECLARE @filed TABLE
    (
        conversation_handle uniqueidentifier NOT NULL,
        previous_state varchar(10) NOT NULL,
        state varchar(10) NOT NULL,
        reply nvarchar(max) NULL,
        error_code int NULL,
        error_description nvarchar(3000) NULL,
        begun_at datetime2(3) NOT NULL,
        replied_at datetime2(3) NULL,
        ended_at datetime2(3) NULL,
        version bigint NOT NULL,
        first_reply bigint NULL
    );
    DECLARE @in_feed TABLE
    (
        position bigint NOT NULL,
        conversation_handle uniqueidentifier NOT NULL,
        message_sequence_number bigint NOT NULL,
        reply nvarchar(max) NULL,
        filed_at datetime2(3) NOT NULL
    );
    DECLARE @groups int = 0, @timeout int = @wait_milliseconds, @now datetime2(3);
    DECLARE @replies int = 0, @endings int, @last_position bigint, @last_ending_position bigint;
    DECLARE @conversation_handle uniqueidentifier, @kind varchar(10);
    DECLARE @unexpected nvarchar(3000) = N'The initiator received a message that is not part of the contract.';

    BEGIN TRANSACTION;

    WHILE @groups < @batch
    BEGIN
        WAITFOR
        (
            RECEIVE TOP (100)
                queuing_order,
                conversation_handle,
                message_sequence_number,
                CASE message_type_name
                    WHEN N'//BothDB/2InstSample/ReplyMessage' THEN 'REPLY'
                    WHEN N'http://schemas.microsoft.com/SQL/ServiceBroker/EndDialog' THEN 'END'
                    WHEN N'http://schemas.microsoft.com/SQL/ServiceBroker/Error' THEN 'ERROR'
                    WHEN N'http://schemas.microsoft.com/SQL/ServiceBroker/DialogTimer' THEN 'TIMER'
                    ELSE 'UNEXPECTED'
                END,
                CAST(message_body AS nvarchar(max)),
                CAST(NULL AS int),
                CAST(NULL AS nvarchar(3000))
            FROM dbo.[${queue}]
            INTO @received
        ), TIMEOUT @timeout;
        IF @@ROWCOUNT = 0
            BREAK;
        SET @groups += 1;
        SET @timeout = 0;
    END;

    IF @groups > 0
    BEGIN
        SET @now = SYSUTCDATETIME();

        -- Service Broker itself writes these bodies, always in this form, and escapes what stands in the description.
        IF EXISTS (SELECT 1 FROM @received WHERE kind = 'ERROR')
            UPDATE @received
            SET error_code = CASE WHEN body LIKE N'%<Code>%</Code>%' THEN TRY_CONVERT(int, SUBSTRING(
                    body,
                    CHARINDEX(N'<Code>', body) + 6,
                    CHARINDEX(N'</Code>', body, CHARINDEX(N'<Code>', body)) - CHARINDEX(N'<Code>', body) - 6)) END,
                error_description = LEFT(CASE WHEN body LIKE N'%<Description>%</Description>%' THEN
                    REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(SUBSTRING(
                        body,
                        CHARINDEX(N'<Description>', body) + 13,
                        CHARINDEX(N'</Description>', body, CHARINDEX(N'<Description>', body))
                            - CHARINDEX(N'<Description>', body) - 13),
                        N'&lt;', N'<'), N'&gt;', N'>'), N'&quot;', N'"'), N'&apos;', N''''),
                        N'&#x0D;', NCHAR(13)), N'&amp;', N'&') END, 3000)
            WHERE kind = 'ERROR';

        -- One row for each conversation: of several replies the first counts, of several endings the one whose kind
        -- comes first in the alphabet, so that an EndDialog outranks an Error and both outrank what was not expected.
        UPDATE ledger
        SET state = CASE
                WHEN ending.kind IS NULL THEN 'REPLIED'
                WHEN ending.kind = 'END' THEN 'COMPLETED'
                WHEN ending.error_code = -8489 THEN 'EXPIRED'
                ELSE 'FAILED'
            END,
            reply = COALESCE(ledger.reply, CASE WHEN reply.kind = 'REPLY' THEN COALESCE(
                CASE WHEN UNICODE(reply.body) = 65279 THEN STUFF(reply.body, 1, 1, N'') ELSE reply.body END, N'') END),
            error_code = CASE ending.kind
                WHEN 'ERROR' THEN COALESCE(ending.error_code, 0)
                WHEN 'UNEXPECTED' THEN 2
            END,
            error_description = CASE ending.kind
                WHEN 'ERROR' THEN COALESCE(ending.error_description, LEFT(ending.body, 3000), N'')
                WHEN 'UNEXPECTED' THEN @unexpected
            END,
            replied_at = COALESCE(ledger.replied_at, CASE WHEN reply.kind = 'REPLY' THEN @now END),
            ended_at = CASE WHEN ending.kind IS NOT NULL THEN @now END,
            version = ledger.version + CASE WHEN ledger.state = 'BEGUN' OR ending.kind IS NOT NULL THEN 1 ELSE 0 END
        OUTPUT inserted.conversation_handle, deleted.state, inserted.state, inserted.reply, inserted.error_code,
            inserted.error_description, inserted.begun_at, inserted.replied_at, inserted.ended_at, inserted.version,
            arrived.first_reply
        INTO @filed (conversation_handle, previous_state, state, reply, error_code,
            error_description, begun_at, replied_at, ended_at, version, first_reply)
        FROM dbo.conversation AS ledger WITH (FORCESEEK, INDEX (uq_conversation_handle), ROWLOCK)
        INNER JOIN
        (
            SELECT
                conversation_handle,
                MIN(CASE WHEN kind = 'REPLY' THEN message_sequence_number END) AS first_reply,
                MIN(CASE WHEN kind <> 'REPLY' THEN kind END) AS ending
            FROM @received
            WHERE kind <> 'TIMER'
            GROUP BY conversation_handle
        ) AS arrived
            ON arrived.conversation_handle = ledger.conversation_handle
        LEFT OUTER JOIN @received AS reply
            ON reply.conversation_handle = arrived.conversation_handle
            AND reply.message_sequence_number = arrived.first_reply
            AND reply.kind = 'REPLY'
        LEFT OUTER JOIN @received AS ending
            ON ending.conversation_handle = arrived.conversation_handle
            AND ending.kind = arrived.ending
        WHERE ledger.state IN ('BEGUN', 'REPLIED');

        SET @conversation_handle = '00000000-0000-0000-0000-000000000000';
        WHILE 1 = 1
        BEGIN
            SELECT TOP (1) @conversation_handle = conversation_handle, @kind = kind
            FROM @received
            WHERE kind IN ('END', 'ERROR', 'UNEXPECTED') AND conversation_handle > @conversation_handle
            ORDER BY conversation_handle, kind;
            IF @@ROWCOUNT = 0
                BREAK;
            IF @kind = 'UNEXPECTED'
                END CONVERSATION @conversation_handle WITH ERROR = 2 DESCRIPTION = @unexpected;
            ELSE
                END CONVERSATION @conversation_handle;
        END;

        SELECT @replies = COUNT(*)
        FROM @received AS received
        INNER JOIN @filed AS filed
            ON filed.conversation_handle = received.conversation_handle
        WHERE received.kind = 'REPLY';
        SELECT @endings = COUNT(*)
        FROM @filed
        WHERE ended_at IS NOT NULL AND first_reply IS NULL;

        IF @replies + @endings > 0
        BEGIN
            UPDATE dbo.feed
            SET @last_position = last_position,
                @last_ending_position = last_ending_position,
                last_position = last_position + @replies,
                last_ending_position = last_ending_position + @endings
            WHERE id = 1;

            INSERT INTO dbo.reply (position, conversation_handle, message_sequence_number, reply, filed_at)
            OUTPUT inserted.position, inserted.conversation_handle, inserted.message_sequence_number, inserted.reply,
                inserted.filed_at
            INTO @in_feed (position, conversation_handle, message_sequence_number, reply, filed_at)
            SELECT
                @last_position + ROW_NUMBER() OVER (ORDER BY received.queuing_order),
                received.conversation_handle,
                received.message_sequence_number,
                CASE WHEN filed.previous_state = 'REPLIED' OR received.message_sequence_number > filed.first_reply
                    THEN COALESCE(
                        CASE WHEN UNICODE(received.body) = 65279 THEN STUFF(received.body, 1, 1, N'')
                            ELSE received.body END, N'') END,
                @now
            FROM @received AS received
            INNER JOIN @filed AS filed
                ON filed.conversation_handle = received.conversation_handle
            WHERE received.kind = 'REPLY';

            IF @endings > 0
                UPDATE ledger
                SET ending_position = @last_ending_position + ending.number
                FROM dbo.conversation AS ledger WITH (FORCESEEK, INDEX (uq_conversation_handle), ROWLOCK)
                INNER JOIN
                (
                    SELECT conversation_handle, ROW_NUMBER() OVER (ORDER BY conversation_handle) AS number
                    FROM @filed
                    WHERE ended_at IS NOT NULL AND first_reply IS NULL
                ) AS ending
                    ON ending.conversation_handle = ledger.conversation_handle;
        END;
    END;

    COMMIT TRANSACTION;

    SELECT conversation_handle, previous_state, state, reply, error_code,
        error_description, begun_at, replied_at, ended_at, version
    FROM @filed;

    SELECT position, conversation_handle, message_sequence_number, reply, filed_at
    FROM @in_feed
    ORDER BY position;
END;
GO
GRANT EXECUTE ON dbo.collect_replies TO colloquy_runtime;
GO
