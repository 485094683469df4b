package dev.colloquy.benchmark.document;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prose written by hand, with <code>${names}</code> where figures go. */
final class Template {
    private static final Pattern NAME = Pattern.compile("\\$\\{([a-z.-]+)}");

    private final String text;

    Template(String text) {
        this.text = text;
    }

    /**
     * The prose with its figures; a figure that is not there is told to be missing, with the command that measures it.
     *
     * @param figures by name, whose first word is the part that measures it
     */
    String with(Map<String, String> figures) {
        return NAME.matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(figures.getOrDefault(found.group(1), missing(found.group(1)))));
    }

    private static String missing(String name) {
        return "(not measured yet: `./bench " + name.replaceFirst("\\..*", "") + "`)";
    }
}
