package dev.colloquy.instance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The unmodified mssql-jdbc driver against an instance: what every JDBC program relies on. */
@Tag("conformance")
class DriverTest {
    @RegisterExtension
    static final OneInstance INSTANCE = new OneInstance();

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = INSTANCE.connect();
        Conversation.execute(connection, """
                DROP TABLE IF EXISTS dbo.item;
                CREATE TABLE dbo.item (
                    id int IDENTITY(1, 1) NOT NULL CONSTRAINT pk_item PRIMARY KEY,
                    name nvarchar(20) NOT NULL,
                    price decimal(10, 2) NULL)""");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "encrypt=false",
                "encrypt=true;trustServerCertificate=true",
                "encrypt=true;trustServerCertificate=true;packetSize=512",
                "encrypt=false;packetSize=32767",
                "encrypt=true;trustServerCertificate=true;prepareMethod=prepare",
                "encrypt=true;trustServerCertificate=true;sendStringParametersAsUnicode=false"
            })
    void every_way_to_connect_works(String properties) throws SQLException {
        String longText = "äöü€".repeat(3_000);
        try (Connection other = INSTANCE.connect(properties);
                PreparedStatement echo = other.prepareStatement("SELECT ? AS a, LEN(?) AS b")) {
            for (int i = 0; i < 4; i++) {
                echo.setString(1, longText);
                echo.setString(2, longText);
                try (ResultSet rows = echo.executeQuery()) {
                    rows.next();
                    assertEquals(longText, rows.getString(1));
                    assertEquals(12_000, rows.getInt(2));
                }
            }
            assertTrue(other.isValid(5));
        }
    }

    @Test
    void a_wrong_password_is_refused_with_18456() {
        SQLException refused = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(INSTANCE.instance().jdbcUrl(), "sa", "Wrong-Password-1"));
        assertEquals(18456, refused.getErrorCode());
        assertTrue(refused.getMessage().startsWith("Login failed for user 'sa'."), refused.getMessage());
    }

    @Test
    void an_unknown_database_is_refused_with_4060() {
        SQLException refused = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(
                        INSTANCE.instance().jdbcUrl() + ";databaseName=Nowhere", "sa", InstanceProcess.PASSWORD));
        assertEquals(4060, refused.getErrorCode());
    }

    @Test
    void update_counts_keys_and_results_come_in_order() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertEquals(2, statement.executeUpdate("INSERT INTO dbo.item (name, price) VALUES (N'a', 1), (N'b', 2)"));
            assertEquals(
                    1,
                    statement.executeUpdate(
                            "INSERT INTO dbo.item (name) VALUES (N'c')", Statement.RETURN_GENERATED_KEYS));
            try (ResultSet keys = statement.getGeneratedKeys()) {
                assertTrue(keys.next());
                assertEquals(3, keys.getInt(1));
            }
            assertTrue(statement.execute("SELECT name FROM dbo.item ORDER BY id; UPDATE dbo.item SET price = 5;"
                    + " SELECT COUNT(*) FROM dbo.item"));
            try (ResultSet names = statement.getResultSet()) {
                names.next();
                assertEquals("a", names.getString("name"));
            }
            assertFalse(statement.getMoreResults());
            assertEquals(3, statement.getUpdateCount());
            assertTrue(statement.getMoreResults());
            try (ResultSet count = statement.getResultSet()) {
                count.next();
                assertEquals(3, count.getInt(1));
            }
            assertFalse(statement.getMoreResults());
            assertEquals(-1, statement.getUpdateCount());
        }
    }

    @Test
    void a_prepared_batch_counts_each_row_and_goes_on_after_a_failure() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "SET IDENTITY_INSERT dbo.item ON; INSERT INTO dbo.item (id, name) VALUES (?, ?)")) {
            for (int id : new int[] {10, 11, 10, 12}) {
                insert.setInt(1, id);
                insert.setString(2, "n" + id);
                insert.addBatch();
            }
            BatchUpdateException failure = assertThrows(BatchUpdateException.class, insert::executeBatch);
            assertEquals(2627, failure.getErrorCode());
            assertEquals("23000", failure.getSQLState());
        }
        assertEquals("3", Conversation.value(connection, "SELECT COUNT(*) FROM dbo.item"));
    }

    @Test
    void a_statement_batch_goes_on_after_a_failed_statement() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.addBatch("INSERT INTO dbo.item (name) VALUES (N'x')");
            statement.addBatch("INSERT INTO dbo.item (name) VALUES (NULL)");
            statement.addBatch("UPDATE dbo.item SET price = 1");
            BatchUpdateException failure = assertThrows(BatchUpdateException.class, statement::executeBatch);
            assertEquals(515, failure.getErrorCode());
            assertArrayEquals(new int[] {1, Statement.EXECUTE_FAILED, 1}, failure.getUpdateCounts());
        }
    }

    @Test
    void transactions_and_savepoints_as_jdbc_drives_them() throws SQLException {
        connection.setAutoCommit(false);
        insert("kept");
        Savepoint unnamed = connection.setSavepoint();
        insert("undone");
        Savepoint named = connection.setSavepoint("here");
        insert("undone too");
        connection.rollback(named);
        connection.rollback(unnamed);
        insert("kept too");
        connection.commit();
        insert("rolled back");
        connection.rollback();
        connection.setAutoCommit(true);

        assertEquals(
                "kept,kept too",
                Conversation.value(
                        connection,
                        "SELECT STRING_AGG(name, N',') FROM (SELECT TOP (10) name FROM dbo.item ORDER BY id) i"));
        assertEquals("0", Conversation.value(connection, "SELECT @@TRANCOUNT"));
    }

    private void insert(String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dbo.item (name) VALUES (?)")) {
            insert.setString(1, name);
            assertEquals(1, insert.executeUpdate());
        }
    }

    @Test
    void procedures_return_results_output_parameters_and_status() throws SQLException {
        Conversation.execute(connection, """
                CREATE OR ALTER PROCEDURE dbo.add_item @name nvarchar(20), @price decimal(10, 2) = 9.99,
                    @id int OUTPUT, @label nvarchar(40) OUTPUT
                AS
                BEGIN
                    SET NOCOUNT ON;
                    INSERT INTO dbo.item (name, price) VALUES (@name, @price);
                    SET @id = SCOPE_IDENTITY();
                    SET @label = CONCAT(@label, N':', @name);
                    SELECT name, price FROM dbo.item WHERE id = @id;
                    RETURN 42;
                END""");
        try (CallableStatement call = connection.prepareCall("{? = call dbo.add_item(?, ?, ?, ?)}")) {
            for (int i = 1; i <= 3; i++) {
                call.registerOutParameter(1, Types.INTEGER);
                call.setString(2, "thing" + i);
                call.setBigDecimal(3, new BigDecimal("1.50"));
                call.registerOutParameter(4, Types.INTEGER);
                call.setString(5, "label");
                call.registerOutParameter(5, Types.NVARCHAR);
                assertTrue(call.execute());
                try (ResultSet rows = call.getResultSet()) {
                    rows.next();
                    assertEquals("thing" + i, rows.getString(1));
                    assertEquals(new BigDecimal("1.50"), rows.getBigDecimal(2));
                }
                assertEquals(42, call.getInt(1));
                assertEquals(i, call.getInt(4));
                assertEquals("label:thing" + i, call.getString(5));
            }
        }
    }

    @Test
    void errors_carry_number_state_line_and_procedure() throws SQLException {
        Conversation.execute(
                connection,
                "CREATE OR ALTER PROCEDURE dbo.fails AS\nBEGIN\n  RAISERROR(N'no %s', 16, 7, N'luck');\nEND");
        SQLException raised =
                assertThrows(SQLException.class, () -> Conversation.execute(connection, "\n\nEXEC dbo.fails"));
        assertEquals(50000, raised.getErrorCode());
        assertEquals("no luck", raised.getMessage());
        com.microsoft.sqlserver.jdbc.SQLServerError error =
                ((com.microsoft.sqlserver.jdbc.SQLServerException) raised).getSQLServerError();
        assertEquals(3, error.getLineNumber());
        assertEquals(7, error.getErrorState());
        assertEquals("fails", error.getProcedureName());

        assertError(208, "SELECT * FROM dbo.nowhere");
        assertError(207, "SELECT nothing FROM dbo.item");
        assertError(102, "SELECT 1 FROM");
        assertError(8134, "SELECT 1 / 0");
        assertError(245, "SELECT CAST(N'x' AS int)");
        assertError(2812, "EXEC dbo.no_such_procedure");
        assertError(137, "SELECT @undeclared");
        assertError(3902, "COMMIT");
        assertError(2628, "INSERT INTO dbo.item (name) VALUES (N'" + "x".repeat(21) + "')");
    }

    private void assertError(int number, String batch) {
        SQLException error = assertThrows(SQLException.class, () -> Conversation.execute(connection, batch), batch);
        assertEquals(number, error.getErrorCode(), () -> batch + ": " + error.getMessage());
    }

    @Test
    void try_catch_takes_the_error_and_throw_raises_it_again() throws SQLException {
        assertEquals("8134 Divide by zero error encountered.", Conversation.value(connection, """
                        DECLARE @r nvarchar(200);
                        BEGIN TRY
                            SELECT @r = 1 / 0;
                        END TRY
                        BEGIN CATCH
                            SET @r = CONCAT(ERROR_NUMBER(), N' ', ERROR_MESSAGE());
                        END CATCH;
                        SELECT @r"""));
        assertError(51234, "BEGIN TRY THROW 51234, N'mine', 1; END TRY BEGIN CATCH THROW; END CATCH");
    }

    @Test
    void xact_abort_rolls_the_transaction_back() throws SQLException {
        assertError(2627, """
                SET XACT_ABORT ON; SET IDENTITY_INSERT dbo.item ON;
                BEGIN TRANSACTION;
                INSERT INTO dbo.item (id, name) VALUES (1, N'a');
                INSERT INTO dbo.item (id, name) VALUES (1, N'b');
                COMMIT""");
        assertEquals("0", Conversation.value(connection, "SELECT @@TRANCOUNT"));
        assertEquals("0", Conversation.value(connection, "SELECT COUNT(*) FROM dbo.item"));
    }

    @Test
    void null_and_extreme_values_of_every_type_survive_the_round_trip() throws SQLException {
        String[][] values = {
            {"bit", "1"},
            {"tinyint", "255"},
            {"smallint", "-32768"},
            {"int", "-2147483648"},
            {"bigint", "9223372036854775807"},
            {"decimal(38, 10)", "-1234567890123456789012345678.0123456789"},
            {"money", "922337203685477.5807"},
            {"real", "1.5"},
            {"float", "-2.25"},
            {"char(5)", "ab   "},
            {"varchar(10)", "ä€"},
            {"varchar(max)", "text"},
            {"nchar(3)", "x  "},
            {"nvarchar(10)", "日本"},
            {"nvarchar(max)", "long"},
            {"uniqueidentifier", "00112233-4455-6677-8899-AABBCCDDEEFF"},
            {"date", "0001-01-01"},
            {"time(7)", "23:59:59.9999999"},
            {"datetime", "1753-01-01 00:00:00.003"},
            {"datetime2(7)", "9999-12-31 23:59:59.9999999"},
            {"smalldatetime", "2079-06-06 23:59:00.0"},
            {"datetimeoffset(7)", "2024-02-29 12:30:00.1234567 +05:30"},
            {"xml", "<a>1</a>"}
        };
        for (String[] value : values) {
            String literal = "CAST(N'" + value[1] + "' AS " + value[0] + ")";
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + literal + ", CAST(NULL AS " + value[0] + ")")) {
                rows.next();
                assertEquals(value[1], rows.getString(1), value[0]);
                assertNull(rows.getString(2), value[0]);
            }
        }
        try (PreparedStatement echo = connection.prepareStatement("SELECT ?, CAST(? AS varbinary(max))")) {
            byte[] large = new byte[3_000_000];
            large[large.length - 1] = 7;
            echo.setBytes(1, new byte[] {1, 2, 3});
            echo.setBytes(2, large);
            try (ResultSet rows = echo.executeQuery()) {
                rows.next();
                assertArrayEquals(new byte[] {1, 2, 3}, rows.getBytes(1));
                assertArrayEquals(large, rows.getBytes(2));
            }
        }
    }

    @Test
    void use_changes_the_database_and_a_dropped_one_is_gone() throws SQLException {
        Conversation.execute(connection, "CREATE DATABASE Passing");
        connection.setCatalog("Passing");
        assertEquals("Passing", Conversation.value(connection, "SELECT DB_NAME()"));
        connection.setCatalog("Work");
        Conversation.execute(connection, "DROP DATABASE Passing");
        assertError(911, "USE Passing");
    }
}
