-- Parameters: the handle after which to go on, number of rows. Returns handle and request, ascending.
SELECT handle, request FROM conversation WHERE reply IS NULL AND handle > ? ORDER BY handle LIMIT ?
