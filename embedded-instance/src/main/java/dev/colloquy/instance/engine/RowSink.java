package dev.colloquy.instance.engine;

import java.util.List;

/** Takes a result: its columns, then its rows. */
public interface RowSink {

    /** Called once, before the first row, also when there are none. */
    void columns(List<ResultColumn> columns);

    /** One row; the array may be used again by the caller. */
    void row(Object[] values);
}
