package dev.colloquy.target.handler;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Reserves stock, as an example of a handler with a table of its own: {@code reserve 3 of bolt} is answered by {@code
 * reserved 3 of bolt, 97 left}. The reservation and the reply are one transaction. Whoever has more to reserve in the
 * same conversation says so: after {@code reserve 3 of bolt; more} the dialog stays open.
 */
@Singleton
@Named("stock")
class StockHandler implements RequestHandler {
    /** Error code for a text that is no reservation. */
    static final int NOT_UNDERSTOOD = 1;

    /** Error code for an item that is not kept, or not in that quantity. */
    static final int NOT_ENOUGH = 2;

    private static final Pattern RESERVATION = Pattern.compile("reserve ([1-9][0-9]{0,8}) of (\\S.{0,49}?)(; more)?");

    private final DataSource dataSource;

    @Inject
    StockHandler(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public HandlerAnswer handle(Request request) throws RequestRejected, SQLException {
        Matcher reservation = RESERVATION.matcher(request.message().text());
        if (!reservation.matches()) {
            throw new RequestRejected(NOT_UNDERSTOOD, "A request reads: reserve 3 of bolt");
        }
        int quantity = Integer.parseInt(reservation.group(1));
        String item = reservation.group(2);
        OptionalInt left = reserve(item, quantity);
        if (left.isEmpty()) {
            throw new RequestRejected(NOT_ENOUGH, "There are not " + quantity + " of " + item);
        }
        HandlerAnswer answer =
                HandlerAnswer.reply("reserved %d of %s, %d left".formatted(quantity, item, left.getAsInt()));
        return reservation.group(3) == null ? answer : answer.keepOpen();
    }

    private OptionalInt reserve(String item, int quantity) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                CallableStatement call = connection.prepareCall("{call dbo.reserve_stock (?, ?)}")) {
            call.setNString(1, item);
            call.setInt(2, quantity);
            try (ResultSet left = call.executeQuery()) {
                return left.next() ? OptionalInt.of(left.getInt(1)) : OptionalInt.empty();
            }
        }
    }
}
