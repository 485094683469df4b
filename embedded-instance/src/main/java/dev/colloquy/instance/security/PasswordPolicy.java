package dev.colloquy.instance.security;

import dev.colloquy.instance.types.SqlError;
import java.util.Locale;
import java.util.Optional;

/**
 * The password policy of SQL Server: at least eight characters, of three of the four classes, without the name of the
 * account (<a href="https://learn.microsoft.com/sql/relational-databases/security/password-policy">Password policy</a>).
 */
final class PasswordPolicy {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 128;
    private static final int CLASSES = 3;
    /** A shorter account name may be part of its password. */
    private static final int SHORTEST_ACCOUNT = 3;

    private static final String REFUSED =
            "Password validation failed. The password does not meet Windows policy requirements because it is ";

    private PasswordPolicy() {}

    /**
     * @param account the login, absent for the password of a key
     * @throws SqlError 15116, 15117 or 15118
     */
    static void check(String password, Optional<String> account) {
        if (password.length() < SHORTEST) {
            throw new SqlError(15116, REFUSED + "too short.");
        }
        if (password.length() > LONGEST) {
            throw new SqlError(15117, REFUSED + "too long.");
        }
        if (classesOf(password) < CLASSES || (account.isPresent() && contains(password, account.get()))) {
            throw new SqlError(15118, REFUSED + "not complex enough.");
        }
    }

    private static int classesOf(String password) {
        boolean upper = password.chars().anyMatch(Character::isUpperCase);
        boolean lower = password.chars().anyMatch(Character::isLowerCase);
        boolean digit = password.chars().anyMatch(Character::isDigit);
        boolean symbol = password.chars().anyMatch(c -> !Character.isLetterOrDigit(c));
        return (upper ? 1 : 0) + (lower ? 1 : 0) + (digit ? 1 : 0) + (symbol ? 1 : 0);
    }

    private static boolean contains(String password, String account) {
        return account.length() >= SHORTEST_ACCOUNT
                && password.toLowerCase(Locale.ROOT).contains(account.toLowerCase(Locale.ROOT));
    }
}
