package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.types.SqlType;
import java.lang.reflect.Field;
import java.util.List;
import org.h2.engine.Constants;
import org.h2.value.TypeInfo;
import org.h2.value.Value;
import org.h2.value.ValueArray;

/**
 * A column of a view's rows as an array for H2's {@code TABLE (column = array)}.
 *
 * <p>H2 has a limit of 65,536 values for arrays, which are meant for columns of tables. It is checked when an array is
 * made, and nowhere else; a view of conversations has more rows than that after some minutes of load. So a larger array
 * is made empty and filled afterwards.
 */
final class ViewArray {
    private static final Field VALUES;

    static {
        try {
            VALUES = ValueArray.class.getSuperclass().getDeclaredField("values");
            VALUES.setAccessible(true);
        } catch (NoSuchFieldException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private ViewArray() {}

    /** The values of a column, for a parameter of JDBC. */
    static Object of(List<Object[]> rows, int column, SqlType type) {
        return rows.size() <= Constants.MAX_ARRAY_CARDINALITY ? small(rows, column, type) : large(rows, column, type);
    }

    private static Object[] small(List<Object[]> rows, int column, SqlType type) {
        Object[] values = new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StorageTypes.toJdbc(rows.get(i)[column], type);
        }
        return values;
    }

    private static ValueArray large(List<Object[]> rows, int column, SqlType type) {
        Value[] values = new Value[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = StorageTypes.toValue(rows.get(i)[column], type);
        }
        ValueArray array = ValueArray.get(TypeInfo.TYPE_NULL, Value.EMPTY_VALUES, null);
        try {
            VALUES.set(array, values);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return array;
    }
}
