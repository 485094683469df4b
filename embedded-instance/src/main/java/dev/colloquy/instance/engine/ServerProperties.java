package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.Locale;

/** SERVERPROPERTY: the product that clients are told they talk to. */
final class ServerProperties {
    static final String PRODUCT_VERSION = "16.0.4100.1";
    static final String EDITION = "Developer Edition (64-bit)";
    static final String COLLATION = "SQL_Latin1_General_CP1_CI_AS";
    static final String VERSION_TEXT = "Microsoft SQL Server 2022 (RTM) - " + PRODUCT_VERSION + " (X64) \n\t" + EDITION
            + " on a Java virtual machine (Colloquy embedded instance)";
    /** Major and build number in one word. */
    static final int MICROSOFT_VERSION = 16 << 24 | 4100;

    private static final int ENTERPRISE_ENGINE = 3;

    private ServerProperties() {}

    /** The value in a sql_variant, null for an unknown property. */
    static SqlValue value(String property, String serverName) {
        return switch (property.toUpperCase(Locale.ROOT)) {
            case "PRODUCTVERSION" -> text(PRODUCT_VERSION);
            case "PRODUCTLEVEL" -> text("RTM");
            case "PRODUCTMAJORVERSION" -> text("16");
            case "PRODUCTMINORVERSION" -> text("0");
            case "PRODUCTBUILD" -> text("4100");
            case "RESOURCEVERSION" -> text("16.00.4100");
            case "EDITION" -> text(EDITION);
            case "EDITIONID" -> SqlValue.of(SqlType.BIGINT, -2_117_995_310L);
            case "ENGINEEDITION" -> number(ENTERPRISE_ENGINE);
            case "SERVERNAME", "MACHINENAME", "COMPUTERNAMEPHYSICALNETBIOS" -> text(serverName);
            case "COLLATION" -> text(COLLATION);
            case "COLLATIONID" -> number(872_468_488);
            case "LCID" -> number(1033);
            case "SQLCHARSETNAME" -> text("iso_1");
            case "SQLSORTORDERNAME" -> text("nocase_iso");
            case "SQLCHARSET" -> SqlValue.of(SqlType.TINYINT, 1);
            case "SQLSORTORDER" -> SqlValue.of(SqlType.TINYINT, 52);
            case "LICENSETYPE" -> text("DISABLED");
            case "PROCESSID" -> number((int) ProcessHandle.current().pid());
            case "ISCLUSTERED",
                    "ISFULLTEXTINSTALLED",
                    "ISINTEGRATEDSECURITYONLY",
                    "ISSINGLEUSER",
                    "ISHADRENABLED",
                    "ISLOCALDB",
                    "ISXTPSUPPORTED",
                    "ISPOLYBASEINSTALLED",
                    "ISADVANCEDANALYTICSINSTALLED",
                    "ISBIGDATACLUSTER" -> number(0);
            default -> null;
        };
    }

    static SqlValue text(String value) {
        return SqlValue.of(SqlType.SYSNAME, value);
    }

    static SqlValue number(int value) {
        return SqlValue.of(SqlType.INT, value);
    }
}
