package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemTypeTest {

    @Test
    void each_type_is_described_with_its_status_and_in_order() throws Exception {
        List<String> described = Pattern.compile("^## (\\S+)\\n\\n(\\d{3})\\. ", Pattern.MULTILINE)
                .matcher(documentation())
                .results()
                .map(ProblemTypeTest::nameAndStatus)
                .toList();

        assertEquals(
                Arrays.stream(ProblemType.values())
                        .map(type -> type.slug() + " " + type.status())
                        .toList(),
                described);
    }

    private static String nameAndStatus(MatchResult heading) {
        return heading.group(1) + " " + heading.group(2);
    }

    @Test
    void the_example_in_the_documentation_is_what_the_service_writes() throws Exception {
        Problem problem =
                Problem.of(ProblemType.UNKNOWN_CONVERSATION, "The ledger holds no conversation with this handle.");
        String example = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(documentation())
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElse("");

        ObjectMapper json = new ObjectMapper();
        assertEquals(json.readTree(example), json.valueToTree(problem));
    }

    @Test
    void a_uri_stays_as_it_is() {
        assertEquals("https://colloquy.dev/problems/malformed-request", ProblemType.MALFORMED_REQUEST.uri());
    }

    @Test
    void a_bare_status_means_the_general_type() {
        assertEquals(Optional.of(ProblemType.MALFORMED_REQUEST), ProblemType.ofStatus(400));
        assertEquals(Optional.of(ProblemType.NOT_FOUND), ProblemType.ofStatus(404));
        assertEquals(Optional.empty(), ProblemType.ofStatus(418));
    }

    @Test
    void a_status_without_a_type_says_it_all() {
        assertEquals(new Problem("about:blank", "Conflict", 409, null, null, null), Problem.ofStatus(409));
        assertEquals("Status 499", Problem.ofStatus(499).title());
    }

    private static String documentation() throws IOException {
        Path file = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .limit(3)
                .map(directory -> directory.resolve("docs/problems.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        String text = Files.readString(file);
        assertTrue(text.startsWith("# Problems\n"));
        return text;
    }
}
