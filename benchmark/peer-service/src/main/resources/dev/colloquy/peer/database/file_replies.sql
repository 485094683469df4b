-- Parameters: handles (uuid[]), replies (text[]). Returns handle, reply and time of those that are filed now; a reply that
-- comes again changes nothing.
UPDATE conversation SET reply = came.reply, filed_at = now()
FROM unnest(?, ?) AS came (handle, reply)
WHERE conversation.handle = came.handle AND conversation.reply IS NULL
RETURNING conversation.handle, conversation.reply, conversation.filed_at
