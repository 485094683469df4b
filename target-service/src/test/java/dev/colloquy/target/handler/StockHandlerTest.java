package dev.colloquy.target.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.target.TargetDatabase;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StockHandlerTest {
    @RegisterExtension
    static final TargetDatabase DATABASE = new TargetDatabase();

    private StockHandler handler;

    @BeforeEach
    void connectAsRunTimeLogin() {
        SQLServerDataSource dataSource = new SQLServerDataSource();
        dataSource.setURL(TargetDatabase.url(DATABASE.port()));
        dataSource.setUser(TargetDatabase.LOGIN);
        dataSource.setPassword(TargetDatabase.PASSWORD);
        handler = new StockHandler(dataSource);
    }

    private HandlerAnswer ask(String text) throws Exception {
        return handler.handle(new Request(UUID.randomUUID(), new RequestMessage(text), 1));
    }

    @Test
    void a_reservation_takes_from_the_stock_and_tells_what_is_left() throws Exception {
        assertEquals(HandlerAnswer.reply("reserved 3 of bolt, 97 left"), ask("reserve 3 of bolt"));
        assertEquals(HandlerAnswer.reply("reserved 97 of bolt, 0 left"), ask("reserve 97 of bolt"));
        assertEquals(StockHandler.NOT_ENOUGH, rejected("reserve 1 of bolt").code());
    }

    @Test
    void a_reservation_that_more_follow_keeps_the_dialog_open() throws Exception {
        assertEquals(
                HandlerAnswer.reply("reserved 3 of washer, 997 left").keepOpen(), ask("reserve 3 of washer; more"));
    }

    @Test
    void more_than_there_is_is_refused_and_changes_nothing() throws Exception {
        RequestRejected refused = rejected("reserve 251 of nut");

        assertEquals(StockHandler.NOT_ENOUGH, refused.code());
        assertEquals("There are not 251 of nut", refused.description());
        assertEquals(HandlerAnswer.reply("reserved 250 of nut, 0 left"), ask("reserve 250 of nut"));
    }

    @Test
    void an_item_that_is_not_kept_is_refused() {
        assertEquals(StockHandler.NOT_ENOUGH, rejected("reserve 1 of unicorn").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "reserve",
                "reserve 0 of bolt",
                "reserve -1 of bolt",
                "reserve 9999999999 of bolt",
                "reserve 1 of "
            })
    void another_text_is_refused(String text) {
        assertEquals(StockHandler.NOT_UNDERSTOOD, rejected(text).code());
    }

    private RequestRejected rejected(String text) {
        return assertThrows(RequestRejected.class, () -> ask(text));
    }
}
