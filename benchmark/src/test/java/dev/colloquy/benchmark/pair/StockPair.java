package dev.colloquy.benchmark.pair;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Both services in processes of their own, the target with the handler "stock": its replies name what was asked for and
 * what is left, so that they tell which request they answer and whether anything was handled twice.
 */
final class StockPair implements AutoCloseable {
    static final String ITEM = "rivet";
    static final int STOCK = 100_000_000;

    private static final String SA_PASSWORD = "Correct-Horse-1";
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final Pattern REPLY = Pattern.compile("reserved (\\d+) of (.+), (\\d+) left", Pattern.DOTALL);

    private final ServicePair services;

    private StockPair(ServicePair services) {
        this.services = services;
    }

    /** On free ports, files in the given folder; nothing is started yet. */
    static StockPair in(Path folder) throws IOException {
        return new StockPair(services(folder).withTarget(target -> target.with("colloquy.handler", "stock")));
    }

    /** The same with one more setting for the target. */
    StockPair withTarget(String key, Object value) {
        return new StockPair(services.withTarget(target -> target.with(key, value)));
    }

    /** The same with one more setting for the initiator. */
    StockPair withInitiator(String key, Object value) {
        return new StockPair(services.withInitiator(initiator -> initiator.with(key, value)));
    }

    /** Both services with the handler of the tutorial, on free ports, files in the given folder; not started yet. */
    static ServicePair services(Path folder) throws IOException {
        return ServicePair.onFreePorts(repository(), folder)
                .with(settings -> settings.with("colloquy.embedded.sa-password", SA_PASSWORD)
                        .withOption("-Xmx256m")
                        .withOption("-XX:TieredStopAtLevel=1"));
    }

    /** Maven tells the module's folder; its parent is the repository. */
    private static Path repository() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    }

    /** Starts both and puts the item in stock. */
    StockPair start() throws IOException, InterruptedException, SQLException {
        services.start();
        stock(ITEM, STOCK);
        return this;
    }

    ServicePair services() {
        return services;
    }

    ConversationClient client() {
        return services.client();
    }

    static String request(int quantity) {
        return "reserve " + quantity + " of " + ITEM;
    }

    /**
     * What a reply says.
     *
     * @param quantity how much was asked for
     * @param item of what
     * @param left how much is left of it
     */
    record Reserved(int quantity, String item, int left) {
        static Reserved in(ConversationClient.Answer answer) {
            Matcher reply = REPLY.matcher(answer.text("reply").orElse(""));
            if (!reply.matches()) {
                throw new AssertionError("no reservation in " + answer);
            }
            return new Reserved(Integer.parseInt(reply.group(1)), reply.group(2), Integer.parseInt(reply.group(3)));
        }
    }

    /** Waits for a conversation's reply for up to a minute and a half. */
    ConversationClient.Answer replyTo(String handle) throws IOException, InterruptedException {
        ConversationClient.Answer answer = client().conversation(handle, WAIT);
        for (int waits = 1; waits < 3 && answer.text("state").equals(Optional.of("BEGUN")); waits++) {
            answer = client().conversation(handle, WAIT);
        }
        return answer;
    }

    /** The handles of all conversations in the ledger, or of those in one state with {@code state=…}. */
    List<String> handles(String filter) throws IOException, InterruptedException {
        List<String> handles = new ArrayList<>();
        String page = "limit=1000&" + filter;
        while (!page.isEmpty()) {
            JsonNode body = client().list(page).body();
            body.path("conversations")
                    .forEach(one -> handles.add(one.path("handle").textValue()));
            page = body.hasNonNull("next")
                    ? "limit=1000&cursor=" + body.path("next").textValue()
                    : "";
        }
        return handles;
    }

    void stock(String item, int quantity) throws SQLException {
        try (Connection connection = target();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO dbo.stock (item, quantity) VALUES (?, ?)")) {
            insert.setNString(1, item);
            insert.setInt(2, quantity);
            insert.executeUpdate();
        }
    }

    int left(String item) throws SQLException {
        try (Connection connection = target();
                PreparedStatement select =
                        connection.prepareStatement("SELECT quantity FROM dbo.stock WHERE item = ?")) {
            select.setNString(1, item);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Endpoints of conversations, on either side, that are not ended by both. */
    int openEndpoints() throws SQLException {
        int open = 0;
        for (Connection side : List.of(initiator(), target())) {
            try (side;
                    PreparedStatement select = side.prepareStatement(
                            "SELECT COUNT(*) FROM sys.conversation_endpoints WHERE state <> 'CD'");
                    ResultSet row = select.executeQuery()) {
                row.next();
                open += row.getInt(1);
            }
        }
        return open;
    }

    /** The initiator's database, as sa. */
    Connection initiator() throws SQLException {
        return connect(services.settings().get(0), "InstInitiatorDB");
    }

    /** The target's database, as sa. */
    Connection target() throws SQLException {
        return connect(services.settings().get(1), "InstTargetDB");
    }

    private static Connection connect(ServiceSettings settings, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:" + settings.ports().tds()
                        + ";encrypt=true;trustServerCertificate=true;databaseName=" + database,
                "sa",
                SA_PASSWORD);
    }

    @Override
    public void close() {
        services.close();
    }
}
