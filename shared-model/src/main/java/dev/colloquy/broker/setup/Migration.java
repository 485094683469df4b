package dev.colloquy.broker.setup;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * One Flyway migration, as it is in its file and as it runs.
 *
 * @param file such as {@code V5_1__deferred_request_position.sql}
 * @param version its numbers, empty if it is repeatable
 * @param description the words of its name
 * @param text T-SQL with its placeholders replaced
 * @param checksum as Flyway computes it
 */
record Migration(String file, List<Integer> version, String description, String text, int checksum) {
    private static final Pattern NAME = Pattern.compile("(?:V([0-9]+(?:_[0-9]+)*)|R)__(.+)\\.sql");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    /** Copies the version. */
    Migration {
        version = List.copyOf(version);
    }

    /**
     * Reads one.
     *
     * @return empty if it is no migration by its name
     * @throws IllegalStateException if it has a placeholder without a value
     */
    static Optional<Migration> of(String file, String text, Map<String, String> placeholders) {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            return Optional.empty();
        }
        List<Integer> version = name.group(1) == null
                ? List.of()
                : List.of(name.group(1).split("_")).stream()
                        .map(Integer::valueOf)
                        .toList();
        String filled = PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = placeholders.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException(file + " has a placeholder without a value: " + found.group());
            }
            return Matcher.quoteReplacement(value);
        });
        return Optional.of(new Migration(
                file, version, name.group(2).replace('_', ' '), filled, checksum(version.isEmpty() ? filled : text)));
    }

    boolean repeatable() {
        return version.isEmpty();
    }

    /** Its version as Flyway writes it: {@code 5.1}. */
    String versionText() {
        return String.join(".", version.stream().map(String::valueOf).toList());
    }

    /** Of the lines, whatever ends them; of a repeatable one with its placeholders replaced. */
    private static int checksum(String text) {
        CRC32 crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
