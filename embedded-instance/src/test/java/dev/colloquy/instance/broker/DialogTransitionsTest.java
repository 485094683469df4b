package dev.colloquy.instance.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The grid of states and events: a next state, "-" for an arrival that is discarded, or the error of the statement. */
class DialogTransitionsTest {
    private static final String GRID = """
            from  SEND  BEGIN_TIMER  MOVE  MESSAGE_ARRIVED  END   END_WITH_ERROR  END_WITH_CLEANUP  END_DIALOG_ARRIVED  ERROR_ARRIVED  END_ACKNOWLEDGED
            SO    CO    SO           SO    -                CD    CD              CD                -                   ER             -
            SI    8429  8458         8438  CO               8427  8427            CD                DI                  ER             -
            CO    CO    CO           CO    CO               DO    DO              CD                DI                  ER             -
            DI    8429  DI           DI    -                CD    CD              CD                -                   -              -
            DO    8429  8458         8438  -                8427  8427            CD                -                   -              CD
            ER    8429  ER           ER    -                CD    CD              CD                -                   -              -
            CD    8429  8458         8438  -                8427  8427            CD                -                   -              -
            """;

    @Test
    void every_state_meets_every_event_as_documented() {
        StringBuilder grid = new StringBuilder();
        String[] header = GRID.lines().findFirst().orElseThrow().trim().split(" +");
        for (int row = 1; row <= DialogState.values().length; row++) {
            String[] cells =
                    GRID.lines().skip(row).findFirst().orElseThrow().trim().split(" +");
            for (int column = 1; column < header.length; column++) {
                String actual = cell(DialogState.ofCode(cells[0]), DialogEvent.valueOf(header[column]));
                if (!actual.equals(cells[column])) {
                    grid.append(cells[0])
                            .append(' ')
                            .append(header[column])
                            .append(" is ")
                            .append(actual)
                            .append('\n');
                }
            }
        }
        assertEquals("", grid.toString());
        assertEquals(DialogEvent.values().length, header.length - 1);
    }

    private static String cell(DialogState state, DialogEvent event) {
        DialogTransitions.Transition transition = DialogTransitions.of(state, event);
        return switch (transition.outcome()) {
            case TAKEN -> transition.to().code();
            case IGNORED -> "-";
            case REFUSED ->
                String.valueOf(assertThrows(SqlError.class, () -> DialogTransitions.require(state, event))
                        .number());
        };
    }

    @ParameterizedTest
    @EnumSource(DialogState.class)
    void states_are_stored_by_their_catalog_code(DialogState state) {
        assertEquals(state, DialogState.ofCode(state.code()));
        assertEquals(state.code().toUpperCase(Locale.ROOT), state.code());
    }
}
