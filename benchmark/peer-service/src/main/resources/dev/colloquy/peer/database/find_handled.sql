-- Parameter: handles (uuid[]). Returns handle and reply of those that have been handled.
SELECT handle, reply FROM ledger WHERE handle = ANY (?)
