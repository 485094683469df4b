package dev.colloquy.benchmark.document;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in Markdown; text is to the left, figures are to the right. */
final class Table {
    private final StringBuilder text = new StringBuilder();

    Table(List<String> heading) {
        this(1, heading);
    }

    /** With some columns of text. */
    Table(int textColumns, List<String> heading) {
        row(heading);
        row(IntStream.range(0, heading.size())
                .mapToObj(column -> column < textColumns ? "---" : "---:")
                .toList());
    }

    Table row(List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
        return this;
    }

    /** A figure with so many digits as it is worth: 1,234, 56.7, 8.90. */
    static String figure(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing();
    }
}
