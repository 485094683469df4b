package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.statements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.colloquy.instance.types.SqlError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, parsing ends, and it ends with a tree or with an SQL error. */
class RobustnessTest {
    private static final int SEED = 4022;
    private static final String TOO_DEEP =
            "Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller"
                    + " queries.";
    private static final String[] FRAGMENTS = {
        "(",
        ")",
        "'",
        "\"",
        "[",
        "]",
        ",",
        ";",
        ".",
        "=",
        "@a",
        "@@x",
        "/*",
        "*/",
        "--",
        "\n",
        "1",
        "0x",
        "$",
        "N'",
        " END ",
        " BEGIN ",
        " SELECT ",
        " FROM ",
        " CASE ",
        " NOT ",
        " WHEN ",
        " WITH ",
        " AS ",
        " ON ",
        "{",
        "}",
        "::",
        " CONVERSATION ",
        " TRY ",
        " UNION ",
        " JOIN ",
        "*",
        "-",
        "\u00e9",
        "\ud83d",
        " OUTPUT ",
        " CREATE ",
        " PROC "
    };

    private static List<String> samples() {
        List<String> samples = new ArrayList<>(DriverTextTest.TEXTS);
        samples.addAll(TutorialTextTest.batches());
        samples.add("MERGE t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT (a)"
                + " VALUES (1) OUTPUT $action;");
        samples.add(
                "CREATE TABLE t (a int IDENTITY(1,1) PRIMARY KEY, b AS (a + 1) PERSISTED, CHECK (a > 0), FOREIGN KEY"
                        + " (a) REFERENCES u (b) ON DELETE CASCADE) WITH (DATA_COMPRESSION = ROW)");
        samples.add(
                "UPDATE x SET @a = b = 1, c += {ts '2020-01-01'} FROM ((a JOIN b ON a.i = b.i) CROSS APPLY f(1) x)");
        samples.add("CREATE ENDPOINT e STATE = STARTED AS TCP (LISTENER_PORT = 4022, LISTENER_IP = (127.0.0.1)) FOR"
                + " SERVICE_BROKER (AUTHENTICATION = CERTIFICATE c, ENCRYPTION = REQUIRED ALGORITHM AES)");
        samples.add(
                "BEGIN TRY THROW 50000, 'x', 1 END TRY BEGIN CATCH RAISERROR('x', 16, 1, @a) WITH NOWAIT END CATCH");
        samples.add("SELECT a.*, x = SUM(b) OVER (ORDER BY c ROWS UNBOUNDED PRECEDING), CONVERT(char(3), $1.5, 1) FROM"
                + " (VALUES (1)) v(a) WHERE a NOT IN (SELECT 1) AND NOT (b LIKE 'x' ESCAPE 'y') ORDER BY 1 OFFSET 1 ROWS"
                + " FETCH NEXT 2 ROWS ONLY FOR XML PATH('a'), TYPE");
        return samples;
    }

    private static void parseWhatever(String text) {
        try {
            Parser.parse(text);
        } catch (SqlError expected) {
            assertTrue(expected.line() > 0, () -> "an error without a line for: " + text);
        } catch (RuntimeException | StackOverflowError e) {
            fail("for: " + text, e);
        }
    }

    @Test
    void every_truncation_is_parsed_or_refused() {
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (String sample : samples()) {
                for (int length = 0; length <= sample.length(); length++) {
                    parseWhatever(sample.substring(0, length));
                    parseWhatever(sample.substring(length));
                }
            }
        });
    }

    @Test
    void every_mutation_is_parsed_or_refused() {
        Random random = new Random(SEED);
        List<String> samples = samples();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 60_000; i++) {
                parseWhatever(mutated(samples.get(random.nextInt(samples.size())), samples, random));
            }
        });
    }

    private static String mutated(String sample, List<String> samples, Random random) {
        StringBuilder text = new StringBuilder(sample);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
                case 2 -> text.replace(at, end, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
                default -> {
                    String other = samples.get(random.nextInt(samples.size()));
                    int from = random.nextInt(other.length());
                    text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(40)));
                }
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT |(|1|)|",
                "SELECT |- ||1|",
                "SELECT |~(||1|",
                "IF |(|1=1|)| PRINT 1",
                "IF |NOT ||1=1| PRINT 1",
                "|BEGIN |PRINT 1| END|",
                "|BEGIN TRY |PRINT 1| END TRY BEGIN CATCH END CATCH|",
                "|IF 1=1 |PRINT 1||",
                "|WHILE 1=1 |PRINT 1||",
                "|IF 1=1 PRINT 1 ELSE |PRINT 1||",
                "SELECT |(SELECT |1|)|",
                "SELECT 1 WHERE |EXISTS(SELECT 1 WHERE |1=1|)|",
                "SELECT |f(|1|)|",
                "SELECT |CASE WHEN 1=1 THEN |1| END|",
                "SELECT |CAST(|1| AS int)|",
                "SELECT |CASE |1| WHEN 1 THEN 1 END|",
                "SELECT 1 FROM |(|t|)|",
                "SELECT 1 FROM |(SELECT 1 a FROM |t|) x|",
                "SELECT 1 FROM |{oj |t|}|",
                "SELECT 1 FROM |t JOIN |t|ON 1=1 |",
                "SELECT 1 WHERE 1 IN |(|1|)|",
                "SELECT |{fn f(|1|)}|",
                "|(|SELECT 1|)|",
                "SELECT 1 WHERE 1 BETWEEN 1 AND |(|1|)|"
            })
    void deep_nesting_is_refused_and_does_not_exhaust_the_stack(String shape) {
        String[] parts = shape.split("\\|", -1);
        String text = parts[0] + parts[1].repeat(10_000) + parts[2] + parts[3].repeat(10_000) + parts[4];

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertError(191, 1, TOO_DEEP, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1| + 1",
                "SELECT 1| * 1",
                "IF 1=1| AND 1=1| PRINT 1",
                "IF 1=1| OR 1=1| PRINT 1",
                "SELECT 1| UNION ALL SELECT 1",
                "SELECT 1| INTERSECT SELECT 1",
                "SELECT 1 FROM t| CROSS JOIN t"
            })
    void long_chains_are_refused_before_their_tree_is_too_deep_for_its_readers(String shape) {
        String[] parts = shape.split("\\|", -1);
        String rest = parts.length > 2 ? parts[2] : "";

        assertError(191, 1, TOO_DEEP, parts[0] + parts[1].repeat(10_000) + rest);
    }

    @Test
    void chains_in_parentheses_add_up() {
        String chain = "1" + " + 1".repeat(600);
        assertError(191, 1, TOO_DEEP, "SELECT (" + chain + ")" + " + 1".repeat(600));
        assertEquals(1, statements("SELECT f(" + chain + ", " + chain + ")").size());
    }

    @Test
    void long_lists_are_no_nesting() {
        String list = "1" + ", 1".repeat(20_000);
        assertEquals(1, statements("SELECT " + list).size());
        assertEquals(1, statements("SELECT 1 WHERE 1 IN (" + list + ")").size());
        assertEquals(20_000, statements("PRINT 1 ".repeat(20_000)).size());
        assertEquals(
                1, statements("INSERT t VALUES (1)" + ", (1)".repeat(20_000)).size());
    }

    @Test
    void reasonable_nesting_is_parsed() {
        assertEquals(
                1, statements("SELECT " + "(".repeat(90) + "1" + ")".repeat(90)).size());
        assertEquals(
                1,
                statements("BEGIN ".repeat(90) + "PRINT 1" + " END".repeat(90)).size());
    }
}
