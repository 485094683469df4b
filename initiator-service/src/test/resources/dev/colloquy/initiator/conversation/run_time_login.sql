-- A login that may EXECUTE the procedures and do nothing else.
CREATE LOGIN ${login} WITH PASSWORD = N'${password}';
CREATE USER ${login} FOR LOGIN ${login};
ALTER ROLE colloquy_runtime ADD MEMBER ${login};
GO
