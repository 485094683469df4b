-- What the handler "stock" reserves from.
-- CREATE TABLE (Transact-SQL)
CREATE TABLE dbo.stock
(
    item nvarchar(50) NOT NULL CONSTRAINT stock_key PRIMARY KEY,
    quantity int NOT NULL CONSTRAINT stock_is_not_negative CHECK (quantity >= 0)
);

INSERT INTO dbo.stock (item, quantity)
VALUES (N'bolt', 100), (N'nut', 250), (N'washer', 1000);
GO
