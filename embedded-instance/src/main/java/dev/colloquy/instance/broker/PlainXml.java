package dev.colloquy.instance.broker;

/**
 * Recognizes common well-formed documents quickly: elements, attributes, text and the five predefined entities in
 * UTF-16LE or ASCII, without prefixes, declarations, comments and the like. What it does not recognize may still be
 * well-formed; a parser has to decide.
 */
final class PlainXml {
    private static final int MAX_DEPTH = 64;
    private static final int END = -1;
    private static final int FIRST_SURROGATE = 0xD800;

    private final byte[] body;
    private final boolean wide;
    private final int length;
    private final int[] openNames = new int[MAX_DEPTH];
    private final int[] openLengths = new int[MAX_DEPTH];
    private int depth;
    private int position;

    private PlainXml(byte[] body, boolean wide, int start) {
        this.body = body;
        this.wide = wide;
        this.length = wide ? body.length / 2 : body.length;
        this.position = start;
    }

    /** True if the document is well-formed for sure. */
    static boolean recognizes(byte[] body) {
        boolean mark = body.length >= 2 && (body[0] & 0xFF) == 0xFF && (body[1] & 0xFF) == 0xFE;
        boolean wide = mark || (body.length >= 2 && body[0] != 0 && body[1] == 0);
        if (wide && body.length % 2 != 0) {
            return false;
        }
        return new PlainXml(body, wide, mark ? 1 : 0).document();
    }

    private int peek() {
        if (position >= length) {
            return END;
        }
        return at(position);
    }

    private int at(int index) {
        return wide ? (body[2 * index] & 0xFF) | ((body[2 * index + 1] & 0xFF) << 8) : body[index];
    }

    private boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        position++;
        return true;
    }

    private boolean document() {
        skipSpace();
        if (!take('<') || !startTag()) {
            return false;
        }
        while (depth > 0) {
            if (!content()) {
                return false;
            }
        }
        skipSpace();
        return position == length;
    }

    /** A run of text or one tag inside an element. */
    private boolean content() {
        int c = peek();
        if (c == '<') {
            position++;
            return peek() == '/' ? endTag() : startTag();
        }
        if (c == '&') {
            return entity();
        }
        boolean plain = isPlain(c) && c != ']' && c != '>';
        position++;
        return plain;
    }

    private static boolean isPlain(int c) {
        return (c >= ' ' && c < FIRST_SURROGATE && c != 0x7F) || c == '\t' || c == '\n' || c == '\r';
    }

    private boolean entity() {
        for (String entity : new String[] {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}) {
            if (startsWith(entity)) {
                position += entity.length();
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(String text) {
        if (position + text.length() > length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (at(position + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipSpace() {
        int c = peek();
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            position++;
            c = peek();
        }
    }

    /** The length of the name at the position, which moves behind it; 0 if there is none. */
    private int name() {
        int start = position;
        int c = peek();
        boolean first = true;
        while (isLetter(c) || (!first && isNameEnd(c))) {
            position++;
            first = false;
            c = peek();
        }
        return position - start;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNameEnd(int c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '.';
    }

    private boolean startTag() {
        int start = position;
        int size = name();
        if (size == 0 || depth == MAX_DEPTH) {
            return false;
        }
        if (!attribute()) {
            return false;
        }
        if (take('/')) {
            return take('>');
        }
        openNames[depth] = start;
        openLengths[depth] = size;
        depth++;
        return take('>');
    }

    /** At most one attribute; more need a look at duplicates. */
    private boolean attribute() {
        int before = position;
        skipSpace();
        if (position == before || peek() == '>' || peek() == '/') {
            return true;
        }
        if (name() == 0 || !take('=')) {
            return false;
        }
        int quote = peek();
        if (quote != '"' && quote != '\'') {
            return false;
        }
        position++;
        while (peek() != quote) {
            int c = peek();
            if (!isPlain(c) || c == '<' || c == '&') {
                return false;
            }
            position++;
        }
        position++;
        skipSpace();
        return true;
    }

    private boolean endTag() {
        position++;
        int start = position;
        int size = name();
        depth--;
        if (size != openLengths[depth]) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (at(start + i) != at(openNames[depth] + i)) {
                return false;
            }
        }
        skipSpace();
        return take('>');
    }
}
