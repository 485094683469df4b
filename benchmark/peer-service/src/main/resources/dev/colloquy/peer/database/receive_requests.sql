-- Parameter: number of rows. Takes requests out of the queue until the transaction ends; others pass over them. Returns
-- handle and body.
DELETE FROM request_queue
WHERE id = ANY (ARRAY(SELECT id FROM request_queue ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED))
RETURNING handle, body
