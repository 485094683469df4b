package dev.colloquy.contract;

/**
 * Reads {@code <Error><Code>-8490</Code><Description>…</Description></Error>}, the elements being of the namespace {@link
 * SimpleContract#ERROR}. Other elements are passed over.
 */
final class ErrorBody {
    private ErrorBody() {}

    static ErrorMessage read(String marked) throws MalformedMessage {
        String xml = TextElement.withoutMark(marked);
        XmlText.check(xml);
        XmlCursor cursor = XmlCursor.over(xml);
        TextElement.requireUtf16(cursor);
        cursor.enterRoot(SimpleContract.ERROR, "Error");
        String code = null;
        String description = "";
        for (String child = cursor.enterElement(); child != null; child = cursor.enterElement()) {
            String text = cursor.text();
            if (child.equals("Code")) {
                code = text;
            } else if (child.equals("Description")) {
                description = text;
            }
        }
        cursor.end();
        return new ErrorMessage(number(code), description);
    }

    private static int number(String code) throws MalformedMessage {
        try {
            return Integer.parseInt(code == null ? "" : code.strip());
        } catch (NumberFormatException e) {
            throw new MalformedMessage("the Error has no Code that is a number");
        }
    }
}
