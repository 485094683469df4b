-- What the set-up does after the migrations.
ALTER ROLE colloquy_runtime ADD MEMBER runtime;
GO
