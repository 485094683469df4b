-- Stands in for the procedure of the target's handler: notes what was handled, in the transaction of the handler, and
-- does what the item says. "c7.1 fail" fails always, "c7.1 late 2026-01-01T00:00:00" until that time (UTC), "c7.1 slow"
-- takes a while.
-- Parameters and columns: those of dbo.reserve_stock. In the target's database.
-- CREATE PROCEDURE, THROW, WAITFOR (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.reserve_stock
    @item nvarchar(50),
    @quantity int
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @late int = CHARINDEX(N' late ', @item);
    IF @item LIKE N'% fail'
        THROW 50001, N'This request fails always.', 1;
    IF @late > 0
        IF SYSUTCDATETIME() < CONVERT(datetime2(3), SUBSTRING(@item, @late + 6, 19), 126)
            THROW 50002, N'This request fails for some seconds.', 1;
    IF @item LIKE N'% slow'
        WAITFOR DELAY '00:00:00.300';

    INSERT INTO dbo.handling (item)
    VALUES (@item);

    SELECT 1 AS quantity;
END;
