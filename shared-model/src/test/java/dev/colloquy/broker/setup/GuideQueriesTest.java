package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The queries of {@code docs/operations.md} that name their database run as they are printed. */
class GuideQueriesTest {
    private static final Pattern QUERY = Pattern.compile("(?s)```sql\n-- database (\\w+)\n(SELECT .*?)```");

    @Test
    void every_query_of_the_operations_guide_runs() throws Exception {
        List<MatchResult> queries = QUERY.matcher(guide()).results().toList();
        assertFalse(queries.isEmpty());
        try (SetupInstance initiator = SetupInstance.of(Side.INITIATOR)) {
            initiator.setup().prepare();
            for (MatchResult query : queries) {
                initiator.rows(query.group(1), query.group(2));
            }
            assertTrue(initiator
                    .rows("master", lastOf(queries, "sys.service_broker_endpoints"))
                    .get(0)
                    .startsWith("InstInitiatorEndpoint | STARTED | "));
        }
    }

    private static String lastOf(List<MatchResult> queries, String of) {
        return queries.stream()
                .map(query -> query.group(2))
                .filter(query -> query.contains(of))
                .findFirst()
                .orElseThrow();
    }

    private static String guide() throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/operations.md"))) {
            directory = directory.getParent();
        }
        return Files.readString(directory.resolve("docs/operations.md"));
    }
}
