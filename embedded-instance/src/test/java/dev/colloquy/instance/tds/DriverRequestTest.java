package dev.colloquy.instance.tds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DriverRequestTest {
    @RegisterExtension
    final TdsServerExtension tds = new TdsServerExtension();

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = tds.connect(DriverLoginTest.PLAIN);
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    /** Sends a parameter at every stage of the statement and expects it back as the first column. */
    private void assertEcho(Object value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("echo ?")) {
            for (int i = 0; i < 4; i++) {
                statement.setObject(1, value);
                try (ResultSet rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                    if (value instanceof byte[] bytes) {
                        assertArrayEquals(bytes, rows.getBytes(1));
                    } else {
                        assertEquals(value, rows.getObject(1, value.getClass()));
                    }
                    assertFalse(rows.next());
                }
            }
        }
    }

    @Test
    void parameters_of_all_types_come_back_at_every_stage_of_a_statement() throws SQLException {
        assertEcho(7);
        assertEcho(Long.MIN_VALUE);
        assertEcho((short) -3);
        assertEcho(true);
        assertEcho(-1.25e300);
        assertEcho("aé€\uD83D\uDE00");
        assertEcho("");
        assertEcho(new byte[] {1, 0, -1});
        assertEcho(new byte[0]);
        assertEcho(LocalDate.of(9999, 12, 31));
        assertEcho(LocalDateTime.of(2024, 2, 29, 23, 59, 59, 123_456_700));
        assertEcho(OffsetDateTime.parse("2024-03-01T00:30:00.1234567+14:00"));
        assertEcho(LocalTime.of(1, 2, 3));
        assertEcho(new BigDecimal("-12345678901234567890.123"));
        assertEcho(UUID.fromString("00112233-4455-6677-8899-AABBCCDDEEFF"));
    }

    @Test
    void nulls_of_all_types_come_back() throws SQLException {
        int[] types = {
            Types.INTEGER,
            Types.BIGINT,
            Types.DECIMAL,
            Types.DOUBLE,
            Types.BIT,
            Types.TIMESTAMP,
            Types.DATE,
            Types.TIME,
            Types.VARCHAR,
            Types.NVARCHAR,
            Types.CLOB,
            Types.VARBINARY,
            Types.BLOB,
            microsoft.sql.Types.GUID,
            microsoft.sql.Types.SQL_VARIANT,
            Types.SQLXML,
            Types.NULL
        };
        for (int type : types) {
            try (PreparedStatement statement = connection.prepareStatement("echo ?")) {
                statement.setNull(1, type);
                try (ResultSet rows = statement.executeQuery()) {
                    assertTrue(rows.next());
                    assertNull(rows.getObject(1), "type " + type);
                }
            }
        }
    }

    @Test
    void values_of_megabytes_come_back() throws SQLException {
        byte[] bytes = new byte[3_000_001];
        new Random(3).nextBytes(bytes);
        assertEcho(bytes);
        assertEcho("x\uD83D\uDE00é".repeat(400_000));
        for (int length : new int[] {3999, 4000, 4001, 8000, 8001}) {
            assertEcho("y".repeat(length));
            assertEcho(Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void columns_of_all_types_are_understood() throws SQLException {
        List<SqlValue> values = List.of(
                SqlValue.of(SqlType.TINYINT, 255),
                SqlValue.of(SqlType.MONEY, new BigDecimal("-1.2300")),
                SqlValue.of(SqlType.SMALLMONEY, new BigDecimal("1.2300")),
                SqlValue.of(SqlType.decimal(38, 10), new BigDecimal("1.5000000000")),
                SqlValue.of(SqlType.REAL, 1.5f),
                SqlValue.of(SqlType.DATETIME, LocalDateTime.of(2024, 1, 2, 3, 4, 5, 6_666_667)),
                SqlValue.of(SqlType.SMALLDATETIME, LocalDateTime.of(2024, 1, 2, 3, 4)),
                SqlValue.of(SqlType.time(3), LocalTime.of(1, 2, 3, 4_000_000)),
                SqlValue.of(SqlType.charOf(4), "ab€"),
                SqlValue.of(SqlType.nchar(4), "ab"),
                SqlValue.of(new SqlType(SqlKind.NTEXT, SqlType.MAX, 0, 0), "ntext"),
                SqlValue.of(new SqlType(SqlKind.TEXT, SqlType.MAX, 0, 0), "text"),
                SqlValue.of(SqlType.XML, "<a>é</a>"),
                SqlValue.of(SqlType.SQL_VARIANT, SqlValue.of(SqlType.nvarchar(10), "variant")),
                SqlValue.of(SqlType.SQL_VARIANT, SqlValue.of(SqlType.INT, 3)),
                SqlValue.of(SqlType.varchar(10), "a\u4E00b"));
        tds.sessions.scripts.put("types", (response, cancellation) -> {
            response.columns(values.stream()
                    .map(value -> ResultColumn.of("c", value.type()))
                    .toList());
            response.row(values.stream().map(SqlValue::value).toArray());
            response.row(new Object[values.size()]);
            response.done(Command.SELECT, true, 2, false);
        });
        List<String> expected = List.of(
                "255",
                "-1.2300",
                "1.2300",
                "1.5000000000",
                "1.5",
                "2024-01-02 03:04:05.007",
                "2024-01-02 03:04:00.0",
                "01:02:03.004",
                "ab€ ",
                "ab  ",
                "ntext",
                "text",
                "<a>é</a>",
                "variant",
                "3",
                "a?b");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("types")) {
            assertTrue(rows.next());
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), rows.getString(i + 1), "column " + (i + 1));
            }
            assertTrue(rows.next());
            for (int i = 0; i < expected.size(); i++) {
                assertNull(rows.getObject(i + 1));
            }
            assertFalse(rows.next());
        }
    }

    @Test
    void many_rows_arrive_in_order() throws SQLException {
        int count = 100_000;
        tds.sessions.scripts.put("rows", (response, cancellation) -> {
            response.columns(List.of(ResultColumn.of("n", SqlType.INT), ResultColumn.of("s", SqlType.nvarchar(100))));
            Object[] row = new Object[2];
            for (int i = 0; i < count; i++) {
                row[0] = i;
                row[1] = "row " + i;
                response.row(row);
            }
            response.done(Command.SELECT, true, count, false);
        });
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("rows")) {
            for (int i = 0; i < count; i++) {
                assertTrue(rows.next());
                assertEquals(i, rows.getInt(1));
                assertEquals("row " + i, rows.getString(2));
            }
            assertFalse(rows.next());
        }
    }

    @Test
    void several_results_of_a_batch_come_one_after_the_other() throws SQLException {
        tds.sessions.scripts.put("several", (response, cancellation) -> {
            FakeSessions.rows(response, SqlType.INT, 1, 2);
            response.info(SqlInfo.print("hello", 3));
            response.done(Command.INSERT, true, 5, false);
            FakeSessions.rows(response, SqlType.nvarchar(5), "x");
            response.done(Command.CREATE_TABLE, false, 0, false);
        });
        try (Statement statement = connection.createStatement()) {
            assertTrue(statement.execute("several"));
            assertFalse(statement.getMoreResults());
            assertEquals(5, statement.getUpdateCount());
            assertEquals("hello", statement.getWarnings().getMessage());
            assertTrue(statement.getMoreResults());
            assertFalse(statement.getMoreResults());
            assertEquals(0, statement.getUpdateCount());
            assertFalse(statement.getMoreResults());
            assertEquals(-1, statement.getUpdateCount());
        }
    }

    @Test
    void errors_carry_number_state_line_and_server() throws SQLException {
        tds.sessions.scripts.put("fail", (response, cancellation) -> {
            response.error(new SqlError(8426, 16, 9, "The conversation handle is not found.").at(7, "p"));
            response.done(Command.OTHER, false, 0, true);
        });
        try (Statement statement = connection.createStatement()) {
            SQLException error = assertThrows(SQLException.class, () -> statement.execute("fail"));
            assertEquals(8426, error.getErrorCode());
            assertEquals("S0009", error.getSQLState());
            assertEquals("The conversation handle is not found.", error.getMessage());
            assertTrue(statement.execute("select 1"));
        }
    }

    @Test
    void error_of_severity20_ends_the_connection() throws SQLException {
        tds.sessions.scripts.put("fatal", (response, cancellation) -> {
            response.error(new SqlError(1, 20, 1, "fatal"));
        });
        try (Statement statement = connection.createStatement()) {
            assertEquals(
                    1,
                    assertThrows(SQLException.class, () -> statement.execute("fatal"))
                            .getErrorCode());
            assertTrue(connection.isClosed());
        }
    }

    @Test
    void internal_error_is_reported_and_ends_only_this_connection() throws SQLException {
        tds.sessions.scripts.put("bug", (response, cancellation) -> {
            throw new IllegalStateException("broken");
        });
        try (Statement statement = connection.createStatement()) {
            assertEquals(
                    8630,
                    assertThrows(SQLException.class, () -> statement.execute("bug"))
                            .getErrorCode());
        }
        try (Connection other = tds.connect(DriverLoginTest.PLAIN);
                Statement statement = other.createStatement()) {
            assertTrue(statement.execute("select 1"));
        }
    }

    @Test
    void batches_of_calls_return_one_count_each() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("echo count ?")) {
            for (int size : new int[] {1, 2, 1000}) {
                int[] expected = new int[size];
                Arrays.fill(expected, 3);
                assertArrayEquals(expected, runBatch(statement, size));
            }
        }
    }

    private static int[] runBatch(PreparedStatement statement, int size) throws SQLException {
        for (int i = 0; i < size; i++) {
            statement.setInt(1, i);
            statement.addBatch();
        }
        return statement.executeBatch();
    }

    @Test
    void output_parameters_come_back() throws SQLException {
        try (CallableStatement call = connection.prepareCall("{call echo count (?, ?)}")) {
            for (int i = 0; i < 3; i++) {
                call.setInt(1, 5);
                call.registerOutParameter(2, Types.NVARCHAR);
                call.execute();
                assertTrue(call.getString(2).startsWith("out "), call.getString(2));
            }
        }
    }

    @Test
    void table_valued_parameter_is_refused_and_the_session_goes_on() throws SQLException {
        var table = new com.microsoft.sqlserver.jdbc.SQLServerDataTable();
        table.addColumnMetadata("n", Types.INTEGER);
        table.addRow(1);
        try (var statement = connection
                .prepareStatement("echo ?")
                .unwrap(com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement.class)) {
            statement.setStructured(1, "dbo.numbers", table);
            SQLException error = assertThrows(SQLException.class, statement::execute);
            assertEquals(8009, error.getErrorCode());
        }
        assertEcho(1);
    }

    @Test
    void long_batch_text_arrives_whole() throws SQLException {
        String text = "select 1 /*" + "é".repeat(1_000_000) + "*/";
        tds.sessions.scripts.put(text, (response, cancellation) -> FakeSessions.rows(response, SqlType.INT, 1));
        try (Statement statement = connection.createStatement()) {
            assertTrue(statement.execute(text));
        }
    }
}
