package dev.colloquy.benchmark.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} has a page for each alert and each finding of readiness, and no other. */
class RunBookTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path GUIDE = REPOSITORY.resolve("docs/operations.md");
    private static final Path ALERTS = REPOSITORY.resolve("monitoring/prometheus/alerts.yml");
    private static final Path STATUS = REPOSITORY.resolve("shared-model/src/main/java/dev/colloquy/broker/status");

    private static final Pattern PAGE_OF_ALERT = Pattern.compile("runbook_url: docs/operations\\.md#([a-z-]+)");
    private static final Pattern CODE = Pattern.compile("Finding\\s*\\.(?:notReady|warning)\\(\\s*\"([a-z-]+)\"");
    private static final Pattern ROLE = Pattern.compile("(?m)^    [A-Z_]+\\(\"([a-z-]+)\",");
    private static final Pattern ROLE_CODE =
            Pattern.compile("Finding\\s*\\.(?:notReady|warning)\\(\\s*code \\+ \"([a-z-]+)\"");
    private static final Pattern LINK = Pattern.compile("\\]\\(#([a-z0-9-]+)\\)");
    private static final Pattern FILE_LINK = Pattern.compile("\\]\\(([a-z./-]+\\.(?:md|sql))\\)");

    @Test
    void every_alert_and_every_finding_has_a_page_and_every_page_is_for_one() throws IOException {
        Set<String> needed = new TreeSet<>(codes());
        needed.addAll(found(PAGE_OF_ALERT, Files.readString(ALERTS)));

        assertEquals(needed, pages());
    }

    @Test
    void every_page_says_what_to_do_and_when_to_escalate() throws IOException {
        String book = Files.readString(GUIDE).split("<!-- (begin|end) run book -->")[1];
        for (String page : book.split("(?m)^### ")) {
            if (!page.isBlank()) {
                String name = page.lines().findFirst().orElseThrow();
                assertTrue(page.contains("\n- Escalate"), name);
                assertTrue(page.contains("do:") || page.contains("Do:") || page.contains("](#"), name);
            }
        }
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        String guide = Files.readString(GUIDE);
        Set<String> anchors = guide.lines()
                .filter(line -> line.startsWith("#"))
                .map(RunBookTest::anchor)
                .collect(Collectors.toSet());

        Set<String> missing = new TreeSet<>(found(LINK, guide));
        missing.removeAll(anchors);
        assertEquals(Set.of(), missing);
        for (String file : found(FILE_LINK, guide)) {
            assertTrue(Files.exists(GUIDE.resolveSibling(file)), file);
        }
    }

    /** The codes that the source of the findings has; those of certificates for each role that can have them. */
    private static Set<String> codes() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.list(STATUS)) {
            for (Path file : files.toList()) {
                codes.addAll(found(CODE, Files.readString(file)));
            }
        }
        String certificates = Files.readString(STATUS.resolve("CertificateRole.java"));
        for (String role : found(ROLE, certificates)) {
            for (String code : found(ROLE_CODE, certificates)) {
                codes.add(role + code);
            }
        }
        // A certificate of the peer that is missing has a code of its own.
        codes.removeAll(List.of("peer-dialog-certificate-missing", "peer-transport-certificate-missing"));
        return codes;
    }

    private static Set<String> pages() throws IOException {
        return Files.readAllLines(GUIDE).stream()
                .dropWhile(Predicate.not("<!-- begin run book -->"::equals))
                .takeWhile(Predicate.not("<!-- end run book -->"::equals))
                .filter(line -> line.startsWith("### "))
                .map(RunBookTest::anchor)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a heading is linked by. */
    private static String anchor(String heading) {
        return heading.replaceAll("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }
}
