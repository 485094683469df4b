package dev.colloquy.instance.types;

import java.util.HashMap;
import java.util.Map;

/** Names of the data types with the synonyms of "Data type synonyms (Transact-SQL)". */
final class SqlTypeNames {
    static final Map<String, SqlKind> KINDS = kinds();

    private SqlTypeNames() {}

    private static Map<String, SqlKind> kinds() {
        Map<String, SqlKind> kinds = new HashMap<>();
        for (SqlKind kind : SqlKind.values()) {
            kinds.put(kind.sqlName(), kind);
        }
        kinds.put("integer", SqlKind.INT);
        kinds.put("dec", SqlKind.DECIMAL);
        kinds.put("double precision", SqlKind.FLOAT);
        kinds.put("character", SqlKind.CHAR);
        kinds.put("char varying", SqlKind.VARCHAR);
        kinds.put("character varying", SqlKind.VARCHAR);
        kinds.put("national char", SqlKind.NCHAR);
        kinds.put("national character", SqlKind.NCHAR);
        kinds.put("national char varying", SqlKind.NVARCHAR);
        kinds.put("national character varying", SqlKind.NVARCHAR);
        kinds.put("national text", SqlKind.NTEXT);
        kinds.put("binary varying", SqlKind.VARBINARY);
        kinds.put("timestamp", SqlKind.ROWVERSION);
        kinds.put("sysname", SqlKind.NVARCHAR);
        return Map.copyOf(kinds);
    }
}
