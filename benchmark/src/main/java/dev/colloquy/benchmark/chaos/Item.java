package dev.colloquy.benchmark.chaos;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one request asks for; no two ask for the same, so that a reply or a handled request names the request.
 *
 * @param conversation the load's own number of the conversation
 * @param number which request of the conversation, from 1
 */
record Item(long conversation, int number) {
    private static final Pattern TEXT = Pattern.compile("\\bc(\\d{1,18})\\.(\\d{1,4})\\b");

    /** The item that a request, a reply or a row names first. */
    static Optional<Item> in(String text) {
        Matcher item = TEXT.matcher(text);
        return item.find()
                ? Optional.of(new Item(Long.parseLong(item.group(1)), Integer.parseInt(item.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "c" + conversation + "." + number;
    }
}
