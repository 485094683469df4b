-- Parameter: number of rows. Takes replies out of the queue and files them, in one statement and one commit. Returns
-- handle, reply and time.
WITH taken AS (
    DELETE FROM reply_queue
    WHERE id = ANY (ARRAY(SELECT id FROM reply_queue ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED))
    RETURNING handle, body)
UPDATE conversation SET reply = taken.body, filed_at = now()
FROM taken
WHERE conversation.handle = taken.handle
RETURNING conversation.handle, conversation.reply, conversation.filed_at
