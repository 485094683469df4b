package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlType;
import java.util.Arrays;
import java.util.List;

/** Passes a result set on to the response, under SET ROWCOUNT and SET TEXTSIZE. */
final class ResultSink implements RowSink {
    private final EngineSession session;
    private final long maxRows;
    private final int textSize;
    private int[] shortened = {};
    private List<ResultColumn> columns;
    private long rows;

    ResultSink(EngineSession session) {
        this.session = session;
        this.maxRows = session.settings().rowCount == 0 ? Long.MAX_VALUE : session.settings().rowCount;
        this.textSize = session.settings().textSize;
    }

    @Override
    public void columns(List<ResultColumn> resultColumns) {
        columns = resultColumns;
        session.openResult(this);
        session.response().columns(resultColumns);
        if (textSize < Integer.MAX_VALUE) {
            shortened = new int[resultColumns.size()];
            int found = 0;
            for (int i = 0; i < resultColumns.size(); i++) {
                if (resultColumns.get(i).type().isMax()) {
                    shortened[found++] = i;
                }
            }
            shortened = Arrays.copyOf(shortened, found);
        }
    }

    @Override
    public void row(Object[] values) {
        if (rows == maxRows) {
            return;
        }
        rows++;
        for (int column : shortened) {
            values[column] = shorten(values[column], columns.get(column).type());
        }
        session.response().row(values);
    }

    private Object shorten(Object value, SqlType type) {
        if (value instanceof byte[] bytes && bytes.length > textSize) {
            return Arrays.copyOf(bytes, textSize);
        }
        int characters = type.kind().isUnicode() ? textSize / 2 : textSize;
        if (value instanceof String text && type.kind().isCharacter() && text.length() > characters) {
            return text.substring(0, characters);
        }
        return value;
    }

    /** Whether a result set has begun. */
    boolean hasColumns() {
        return columns != null;
    }

    /** Rows passed on. */
    long rows() {
        return rows;
    }

    /** Ends the result set. */
    void end(Command command, boolean failed) {
        session.openResult(null);
        session.response().done(command, !session.settings().isOn(SessionSettings.NOCOUNT), rows, failed);
    }
}
