-- Takes a quantity of an item out of the stock, if there is enough of it.
-- Parameters: @item nvarchar(50); @quantity int, greater than 0.
-- Columns: quantity int, what is left. No row if the item is not kept or there is not enough of it.
-- UPDATE, OUTPUT clause (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.reserve_stock
    @item nvarchar(50),
    @quantity int
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    UPDATE dbo.stock
    SET quantity = quantity - @quantity
    OUTPUT inserted.quantity
    WHERE item = @item AND quantity >= @quantity AND @quantity > 0;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.reserve_stock TO colloquy_runtime;
GO
