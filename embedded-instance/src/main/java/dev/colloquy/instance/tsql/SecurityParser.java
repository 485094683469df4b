package dev.colloquy.instance.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Logins, users, roles, permissions and ownership. */
final class SecurityParser {
    private final Grammar grammar;
    private final TokenCursor cursor;

    SecurityParser(Grammar grammar) {
        this.grammar = grammar;
        this.cursor = grammar.cursor;
    }

    /** {@code LOGIN name WITH PASSWORD = 'text' {, option = value}}. */
    Statement createLogin(Position position) {
        cursor.next();
        String name = cursor.identifier();
        if (cursor.at(Keyword.FROM)) {
            throw cursor.notSupported(
                    "CREATE LOGIN … FROM " + cursor.peek(1).text().toUpperCase(Locale.ROOT));
        }
        cursor.expect(Keyword.WITH);
        SecurityStatement.Secret password = password();
        Optional<String> defaultDatabase = Optional.empty();
        boolean checkPolicy = true;
        while (cursor.accept(',')) {
            String option = cursor.word();
            cursor.expect('=');
            switch (option) {
                case "DEFAULT_DATABASE" -> defaultDatabase = Optional.of(cursor.identifier());
                case "DEFAULT_LANGUAGE" -> cursor.identifier();
                case "CHECK_EXPIRATION" -> cursor.onOff();
                case "CHECK_POLICY" -> checkPolicy = cursor.onOff();
                default -> throw cursor.notSupported("CREATE LOGIN … WITH " + option);
            }
        }
        return new SecurityStatement.CreateLogin(position, name, password, defaultDatabase, checkPolicy);
    }

    private String optionName() {
        return cursor.peek().text().toUpperCase(Locale.ROOT);
    }

    /** {@code PASSWORD = 'text'}. */
    private SecurityStatement.Secret password() {
        cursor.expect("PASSWORD");
        cursor.expect('=');
        if (cursor.at(TokenType.BINARY) || cursor.at(1, "HASHED")) {
            throw cursor.notSupported("PASSWORD … HASHED");
        }
        SecurityStatement.Secret password = new SecurityStatement.Secret(cursor.string());
        if (cursor.at("MUST_CHANGE") || cursor.at("OLD_PASSWORD") || cursor.at("UNLOCK")) {
            throw cursor.notSupported(cursor.word());
        }
        return password;
    }

    /** {@code LOGIN name {ENABLE | DISABLE | WITH PASSWORD = 'text'}}. */
    Statement alterLogin(Position position) {
        cursor.next();
        String name = cursor.identifier();
        if (cursor.accept("ENABLE")) {
            return new SecurityStatement.AlterLogin(position, name, Optional.of(true), Optional.empty());
        }
        if (cursor.accept("DISABLE")) {
            return new SecurityStatement.AlterLogin(position, name, Optional.of(false), Optional.empty());
        }
        cursor.expect(Keyword.WITH);
        if (!cursor.at("PASSWORD") && cursor.at(TokenType.WORD)) {
            throw cursor.notSupported("ALTER LOGIN … WITH " + optionName());
        }
        SecurityStatement.Secret password = password();
        if (cursor.accept(',')) {
            throw cursor.notSupported("ALTER LOGIN … WITH " + optionName());
        }
        return new SecurityStatement.AlterLogin(position, name, Optional.empty(), Optional.of(password));
    }

    /** {@code USER name [{FOR | FROM} LOGIN login | WITHOUT LOGIN] [WITH DEFAULT_SCHEMA = schema]}. */
    Statement createUser(Position position) {
        cursor.next();
        String name = cursor.identifier();
        Optional<String> login = Optional.empty();
        boolean withoutLogin = cursor.acceptWords("WITHOUT", "LOGIN");
        if (!withoutLogin && (cursor.at(Keyword.FOR) || cursor.at(Keyword.FROM))) {
            if (!cursor.at(1, "LOGIN")) {
                throw cursor.notSupported(
                        "CREATE USER … FOR " + cursor.peek(1).text().toUpperCase(Locale.ROOT));
            }
            cursor.next();
            cursor.next();
            login = Optional.of(cursor.identifier());
        }
        Optional<String> schema = Optional.empty();
        if (cursor.at(Keyword.WITH) && cursor.peek(1).type() == TokenType.WORD && cursor.at(2, '=')) {
            cursor.next();
            if (!cursor.at("DEFAULT_SCHEMA")) {
                throw cursor.notSupported("CREATE USER … WITH " + optionName());
            }
            cursor.next();
            cursor.expect('=');
            schema = Optional.of(cursor.identifier());
            if (cursor.at(',')) {
                throw cursor.notSupported(
                        "CREATE USER … WITH " + cursor.peek(1).text().toUpperCase(Locale.ROOT));
            }
        }
        return new SecurityStatement.CreateUser(position, name, login, withoutLogin, schema);
    }

    /** {@code ROLE name [AUTHORIZATION owner]}. */
    Statement createRole(Position position) {
        cursor.next();
        String name = cursor.identifier();
        Optional<String> owner =
                cursor.accept(Keyword.AUTHORIZATION) ? Optional.of(cursor.identifier()) : Optional.empty();
        return new SecurityStatement.CreateRole(position, name, owner);
    }

    /** {@code [SERVER] ROLE name {ADD | DROP} MEMBER member}. */
    Statement alterRole(Position position) {
        boolean server = cursor.accept("SERVER");
        cursor.next();
        String name = cursor.identifier();
        if (cursor.at(Keyword.WITH)) {
            throw cursor.notSupported("ALTER ROLE … WITH NAME");
        }
        boolean add = cursor.accept(Keyword.ADD);
        if (!add) {
            cursor.expect(Keyword.DROP);
        }
        cursor.expect("MEMBER");
        return new SecurityStatement.AlterRole(position, server, name, add, cursor.identifier());
    }

    /** {@code LOGIN name | {USER | ROLE} [IF EXISTS] name}. */
    Statement drop(Position position) {
        String kind = cursor.word();
        if (kind.equals("LOGIN")) {
            return new SecurityStatement.DropLogin(position, cursor.identifier());
        }
        boolean ifExists = grammar.definitions.ifExists();
        String name = cursor.identifier();
        return kind.equals("USER")
                ? new SecurityStatement.DropUser(position, name, ifExists)
                : new SecurityStatement.DropRole(position, name, ifExists);
    }

    /**
     * {@code GRANT permissions [ON securable] TO principals [WITH GRANT OPTION] | DENY permissions [ON securable] TO
     * principals [CASCADE] | REVOKE [GRANT OPTION FOR] permissions [ON securable] {TO | FROM} principals [CASCADE]}.
     */
    Statement permission() {
        Position position = cursor.position();
        SecurityStatement.Action action = switch (cursor.next().keyword()) {
            case GRANT -> SecurityStatement.Action.GRANT;
            case DENY -> SecurityStatement.Action.DENY;
            default -> SecurityStatement.Action.REVOKE;
        };
        boolean revoke = action == SecurityStatement.Action.REVOKE;
        boolean grantOption = revoke && cursor.acceptWords("GRANT", "OPTION", "FOR");
        List<String> permissions = cursor.list(this::permissionName);
        Optional<SecurityStatement.SecurableName> securable =
                cursor.accept(Keyword.ON) ? Optional.of(securable()) : Optional.empty();
        if (!(revoke && cursor.accept(Keyword.FROM))) {
            cursor.expect(Keyword.TO);
        }
        List<String> principals = cursor.list(this::principal);
        if (action == SecurityStatement.Action.GRANT) {
            grantOption = cursor.acceptWords("WITH", "GRANT", "OPTION");
        } else {
            cursor.accept(Keyword.CASCADE);
        }
        if (cursor.at(Keyword.AS)) {
            throw cursor.notSupported(action + " … AS");
        }
        return new SecurityStatement.PermissionChange(
                position, action, permissions, securable, principals, grantOption);
    }

    /** {@code word {word}}: SELECT, VIEW SERVER STATE, ALL PRIVILEGES. */
    private String permissionName() {
        StringBuilder name = new StringBuilder(cursor.word());
        while (cursor.at(TokenType.WORD)
                && !cursor.at(Keyword.ON)
                && !cursor.at(Keyword.TO)
                && !cursor.at(Keyword.FROM)) {
            name.append(' ').append(cursor.word());
        }
        if (cursor.at('(')) {
            throw cursor.notSupported("permissions on columns");
        }
        return name.toString();
    }

    /** {@code [class ::] name}; the class may be several words. */
    private SecurityStatement.SecurableName securable() {
        int words = 0;
        while (words < 4 && cursor.peek(words).type() == TokenType.WORD) {
            words++;
        }
        if (words == 0 || !cursor.peek(words).isOperator("::")) {
            return new SecurityStatement.SecurableName("OBJECT", cursor.objectName());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            names.add(cursor.word());
        }
        cursor.next();
        return new SecurityStatement.SecurableName(String.join(" ", names), cursor.objectName());
    }

    /** A user, role or login; {@code public} is a reserved word and yet a role. */
    private String principal() {
        return cursor.accept(Keyword.PUBLIC) ? "public" : cursor.identifier();
    }

    /** {@code AUTHORIZATION ON [class ::] name TO {principal | SCHEMA OWNER}}. */
    Statement alterAuthorization(Position position) {
        cursor.next();
        cursor.expect(Keyword.ON);
        SecurityStatement.SecurableName securable = securable();
        cursor.expect(Keyword.TO);
        Optional<String> owner = cursor.acceptWords("SCHEMA", "OWNER") ? Optional.empty() : Optional.of(principal());
        return new SecurityStatement.AlterAuthorization(position, securable, owner);
    }
}
