package dev.colloquy.instance.broker;

import java.nio.charset.StandardCharsets;

/** The body of an Error message. */
final class ErrorMessage {
    private ErrorMessage() {}

    /**
     * The body as the server writes it: an XML document in UTF-16LE without byte order mark.
     *
     * @param code positive: given by a program; negative: number of a broker error
     */
    static byte[] body(int code, String description) {
        StringBuilder xml = new StringBuilder(200 + description.length());
        xml.append(
                        "<?xml version=\"1.0\"?><Error xmlns=\"http://schemas.microsoft.com/SQL/ServiceBroker/Error\"><Code>")
                .append(code)
                .append("</Code><Description>");
        for (int i = 0; i < description.length(); i++) {
            appendEscaped(xml, description.charAt(i));
        }
        xml.append("</Description></Error>");
        return xml.toString().getBytes(StandardCharsets.UTF_16LE);
    }

    private static void appendEscaped(StringBuilder xml, char c) {
        switch (c) {
            case '&' -> xml.append("&amp;");
            case '<' -> xml.append("&lt;");
            case '>' -> xml.append("&gt;");
            case '\r' -> xml.append("&#xD;");
            default -> xml.append(c < ' ' && c != '\t' && c != '\n' ? '?' : c);
        }
    }
}
