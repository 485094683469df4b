-- Parameter: handle. Returns at most one row.
SELECT request, begun_at, reply, filed_at FROM conversation WHERE handle = ?
