package dev.colloquy.benchmark.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.colloquy.benchmark.docs.SettingsSource.Group;
import dev.colloquy.benchmark.docs.SettingsSource.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} lists every setting of the services as their source has it. With {@code
 * -Dcolloquy.documents=write} the test writes its tables anew instead.
 */
class ConfigurationDocumentTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();
    private static final Path DOCUMENT = REPOSITORY.resolve("docs/configuration.md");
    private static final List<String> MODULES = List.of("shared-model", "initiator-service", "target-service");

    @Test
    void every_setting_is_listed_with_type_default_and_environment_name() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = document;
        for (String module : MODULES) {
            expected = withTables(expected, module, SettingsSource.read(sources(module)));
        }
        if (System.getProperty("colloquy.documents", "").equals("write")) {
            Files.writeString(DOCUMENT, expected);
            return;
        }
        assertEquals(expected, document);
    }

    @Test
    void every_setting_is_described() throws IOException {
        for (String module : MODULES) {
            for (Group group : SettingsSource.read(sources(module))) {
                for (Setting setting : group.settings()) {
                    assertFalse(setting.description().isEmpty(), setting.name() + " has no Javadoc");
                }
            }
        }
    }

    private static Path sources(String module) {
        return REPOSITORY.resolve(module).resolve("src/main/java");
    }

    /** The document with the part between the marks of a module replaced. */
    private static String withTables(String document, String module, List<Group> groups) {
        String begin = "<!-- begin " + module + " -->\n";
        String end = "<!-- end " + module + " -->";
        int from = document.indexOf(begin) + begin.length();
        return document.substring(0, from)
                + "\n" + groups.stream().map(ConfigurationDocumentTest::table).collect(Collectors.joining())
                + document.substring(document.indexOf(end, from));
    }

    private static String table(Group group) {
        return "### `" + group.prefix() + "`\n\n" + group.description() + "\n\n"
                + "| setting | type | default | environment | meaning |\n|---|---|---|---|---|\n"
                + group.settings().stream().map(ConfigurationDocumentTest::row).collect(Collectors.joining())
                + "\n";
    }

    private static String row(Setting setting) {
        String otherwise = ofServices(setting.name()).orElse(setting.optional() ? "none" : "**required**");
        return "| `" + setting.name() + "` | " + cell(setting.type()) + " | "
                + setting.defaultValue().map(value -> "`" + value + "`").orElse(otherwise) + " | `"
                + setting.environmentName() + "` | " + cell(setting.description()) + " |\n";
    }

    /** What the services' own application.properties say. */
    private static Optional<String> ofServices(String name) {
        String found = Stream.of("initiator", "target")
                .flatMap(service -> properties(service + "-service")
                        .filter(line -> line.startsWith(name + "="))
                        .map(line -> service + " `" + line.substring(name.length() + 1) + "`"))
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Stream<String> properties(String module) {
        try {
            return Files.readAllLines(REPOSITORY.resolve(module).resolve("src/main/resources/application.properties"))
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
