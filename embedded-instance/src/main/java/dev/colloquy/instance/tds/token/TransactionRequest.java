package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.engine.Response;
import dev.colloquy.instance.engine.Session;
import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.types.SqlError;
import java.util.Optional;

/**
 * Transaction manager request ([MS-TDS] 2.2.6.9 "Transaction Manager Request"), behind ALL_HEADERS. The requests about
 * distributed transactions are refused with 8501.
 *
 * @param type      5 begin, 7 commit, 8 roll back, 9 savepoint
 * @param name      of the savepoint, empty otherwise
 * @param beginNext whether a transaction begins at once after a commit or rollback
 * @param isolation of the transaction that begins
 */
public record TransactionRequest(int type, String name, boolean beginNext, Optional<String> isolation) {
    private static final int BEGIN = 5;
    private static final int COMMIT = 7;
    private static final int ROLLBACK = 8;
    private static final int SAVE = 9;
    private static final String[] ISOLATION_LEVELS = {
        null, "READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE", "SNAPSHOT"
    };

    /** Reads the request. */
    public static TransactionRequest read(MessageReader in) {
        int type = in.readUShort();
        return switch (type) {
            case BEGIN -> {
                Optional<String> isolation = isolation(in);
                yield new TransactionRequest(type, name(in), false, isolation);
            }
            case COMMIT, ROLLBACK -> {
                String name = name(in);
                boolean beginNext = (in.readByte() & 1) != 0;
                Optional<String> isolation = Optional.empty();
                if (beginNext) {
                    isolation = isolation(in);
                    name(in);
                }
                yield new TransactionRequest(type, name, beginNext, isolation);
            }
            case SAVE -> new TransactionRequest(type, name(in), false, Optional.empty());
            default -> new TransactionRequest(type, "", false, Optional.empty());
        };
    }

    /** Runs the request. */
    public void run(Session session, Response response) {
        switch (type) {
            case BEGIN -> session.begin(isolation, response);
            case COMMIT -> session.commit(response);
            case ROLLBACK -> session.rollback(name.isEmpty() ? Optional.empty() : Optional.of(name), response);
            case SAVE -> session.save(name, response);
            default ->
                throw new SqlError(
                        8501, 16, 3, "MSDTC on server is unavailable: distributed transactions are not supported.");
        }
        if (beginNext) {
            session.begin(isolation, response);
        }
    }

    private static Optional<String> isolation(MessageReader in) {
        int level = in.readByte();
        if (level >= ISOLATION_LEVELS.length) {
            throw new ProtocolViolation("isolation level " + level);
        }
        return Optional.ofNullable(ISOLATION_LEVELS[level]);
    }

    private static String name(MessageReader in) {
        return in.readUtf16(in.readByte());
    }
}
