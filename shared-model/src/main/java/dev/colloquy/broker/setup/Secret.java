package dev.colloquy.broker.setup;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Base64;

/** A value that no log, error or printed script shows. */
final class Secret {
    private static final int RANDOM_BYTES = 48;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What meets every password policy, whatever random text follows it. */
    private static final String PREFIX = "Aa1-";

    private final Object value;
    private final String inScript;

    private Secret(Object value, String inScript) {
        this.value = value;
        this.inScript = inScript;
    }

    /**
     * A password.
     *
     * @param variable sqlcmd scripting variable that stands for it in a printed script
     */
    static Secret password(String value, String variable) {
        return new Secret(value, "N'$(" + variable + ")'");
    }

    /**
     * Bytes.
     *
     * @param variable sqlcmd scripting variable that stands for them, written 0x…, in a printed script
     */
    static Secret bytes(byte[] value, String variable) {
        return new Secret(value.clone(), "$(" + variable + ")");
    }

    /**
     * A new password that the service does not keep.
     *
     * @param variable as {@link #password(String, String)}: somebody who runs the script may want to keep it
     */
    static Secret random(String variable) {
        return password(randomText(), variable);
    }

    /** A new password that nobody will need again; a printed script makes one, too. */
    static Secret forNobody() {
        return new Secret(randomText(), "N'" + PREFIX + "' + CONVERT(nvarchar(64), CRYPT_GEN_RANDOM(32), 2)");
    }

    private static String randomText() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void bind(PreparedStatement statement, int index) throws SQLException {
        if (value instanceof byte[] bytes) {
            statement.setBytes(index, bytes);
        } else {
            statement.setNString(index, (String) value);
        }
    }

    /** What stands for it in a printed script. */
    String inScript() {
        return inScript;
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
