package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlType;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of views as H2 takes them. */
class ViewArrayTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 65_536, 65_537, 150_000})
    void a_view_may_have_any_number_of_rows(int count) throws SQLException {
        List<Object[]> rows = IntStream.range(0, count)
                .mapToObj(i -> new Object[] {i, i % 2 == 0 ? null : new UUID(i, i)})
                .toList();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
                PreparedStatement query = connection.prepareStatement("SELECT COUNT(*), COUNT(\"b\"), SUM(\"a\")"
                        + " FROM TABLE(\"a\" INT = ?, \"b\" UUID = ?) WHERE \"a\" >= 1")) {
            query.setObject(1, ViewArray.of(rows, 0, SqlType.INT));
            query.setObject(2, ViewArray.of(rows, 1, SqlType.UNIQUEIDENTIFIER));
            try (ResultSet result = query.executeQuery()) {
                assertTrue(result.next());
                assertEquals(Math.max(0, count - 1), result.getInt(1));
                assertEquals(count / 2, result.getInt(2));
                assertEquals(IntStream.range(0, count).asLongStream().sum(), result.getLong(3));
            }
        }
    }
}
