-- Messages that wait to be sent. In either database.
-- Columns: messages int.
-- sys.transmission_queue (Transact-SQL)
SELECT COUNT(*) AS messages
FROM sys.transmission_queue;
