package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SET: variables and session settings. */
final class SetParser {
    private static final Set<String> SWITCHES = Set.of(
            "ANSI_DEFAULTS",
            "ANSI_NULL_DFLT_OFF",
            "ANSI_NULL_DFLT_ON",
            "ANSI_NULLS",
            "ANSI_PADDING",
            "ANSI_WARNINGS",
            "ARITHABORT",
            "ARITHIGNORE",
            "CONCAT_NULL_YIELDS_NULL",
            "CURSOR_CLOSE_ON_COMMIT",
            "DISABLE_DEF_CNST_CHK",
            "FMTONLY",
            "FORCEPLAN",
            "IMPLICIT_TRANSACTIONS",
            "NOCOUNT",
            "NOEXEC",
            "NO_BROWSETABLE",
            "NUMERIC_ROUNDABORT",
            "PARSEONLY",
            "QUOTED_IDENTIFIER",
            "REMOTE_PROC_TRANSACTIONS",
            "SHOWPLAN_ALL",
            "SHOWPLAN_TEXT",
            "SHOWPLAN_XML",
            "XACT_ABORT");

    private static final Set<String> OPTIONS = Set.of(
            "CONTEXT_INFO",
            "DATEFIRST",
            "DATEFORMAT",
            "DEADLOCK_PRIORITY",
            "LANGUAGE",
            "LOCK_TIMEOUT",
            "QUERY_GOVERNOR_COST_LIMIT",
            "ROWCOUNT",
            "TEXTSIZE");

    private final Grammar grammar;
    private final TokenCursor cursor;

    SetParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /**
     * {@code SET {@v op value | TRANSACTION ISOLATION LEVEL … | IDENTITY_INSERT table {ON | OFF} | STATISTICS … {ON |
     * OFF} | switch {, switch} {ON | OFF} | option value}}.
     */
    Statement set() {
        Position position = cursor.position();
        cursor.expect(Keyword.SET);
        if (cursor.at(TokenType.VARIABLE)) {
            return variable(position);
        }
        if (cursor.accept(Keyword.TRANSACTION)) {
            cursor.expectWords("ISOLATION", "LEVEL");
            return new ControlStatement.SetIsolation(position, level());
        }
        if (cursor.accept(Keyword.IDENTITY_INSERT)) {
            ObjectName table = cursor.objectName();
            return new ControlStatement.SetIdentityInsert(position, table, cursor.onOff());
        }
        if (cursor.accept(Keyword.STATISTICS)) {
            List<String> kinds = cursor.list(() -> "STATISTICS " + cursor.word());
            return new ControlStatement.SetSwitch(position, kinds, cursor.onOff());
        }
        return option(position);
    }

    private Statement variable(Position position) {
        String name = cursor.variable();
        if (cursor.at('.')) {
            throw grammar.primaries.xmlMethod(cursor.peek(1).text());
        }
        if (!QueryParser.isAssignment(cursor.peek())) {
            throw cursor.syntaxError();
        }
        String operator = cursor.next().text();
        if (cursor.at(Keyword.CURSOR)) {
            throw cursor.notSupported("CURSOR");
        }
        return new ControlStatement.SetVariable(position, name, operator, grammar.expressions.value());
    }

    /** {@code READ UNCOMMITTED | READ COMMITTED | REPEATABLE READ | SNAPSHOT | SERIALIZABLE}. */
    private String level() {
        if (cursor.accept(Keyword.READ)) {
            if (cursor.accept("UNCOMMITTED")) {
                return "READ UNCOMMITTED";
            }
            cursor.expect("COMMITTED");
            return "READ COMMITTED";
        }
        if (cursor.accept("REPEATABLE")) {
            cursor.expect(Keyword.READ);
            return "REPEATABLE READ";
        }
        if (cursor.accept("SNAPSHOT")) {
            return "SNAPSHOT";
        }
        cursor.expect("SERIALIZABLE");
        return "SERIALIZABLE";
    }

    private Statement option(Position position) {
        if (!cursor.at(TokenType.WORD)) {
            throw cursor.syntaxError();
        }
        String name = cursor.peek().text().toUpperCase(Locale.ROOT);
        if (SWITCHES.contains(name)) {
            List<String> switches = cursor.list(this::switchName);
            return new ControlStatement.SetSwitch(position, switches, cursor.onOff());
        }
        if (name.equals("OFFSETS")) {
            throw cursor.notSupported("SET OFFSETS");
        }
        if (!OPTIONS.contains(name)) {
            throw unknown();
        }
        cursor.next();
        return new ControlStatement.SetOption(position, name, optionValue());
    }

    private String switchName() {
        if (!cursor.at(TokenType.WORD)
                || !SWITCHES.contains(cursor.peek().text().toUpperCase(Locale.ROOT))) {
            throw unknown();
        }
        return cursor.word();
    }

    private SqlError unknown() {
        if (!cursor.peek().isIdentifier()) {
            return cursor.syntaxError();
        }
        return cursor.error(195, "'" + cursor.peek().text() + "' is not a recognized SET option.");
    }

    /** A constant, a variable or a bare word such as {@code mdy}, which arrives as a string. */
    private Expression optionValue() {
        if (cursor.peek().isIdentifier()) {
            return Literals.nvarchar(cursor.identifier());
        }
        return grammar.expressions.operand();
    }
}
