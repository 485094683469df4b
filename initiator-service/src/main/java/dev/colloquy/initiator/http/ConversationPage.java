package dev.colloquy.initiator.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.colloquy.initiator.conversation.ConversationState;
import dev.colloquy.initiator.conversation.ConversationSummary;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A part of the list of conversations, in the order of begin.
 *
 * @param conversations without their messages
 * @param next cursor of the next part; null, and not written, if the list ends here
 */
@Schema(name = "Conversations", description = "A part of the list of conversations, in the order of begin.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConversationPage(
        @Schema(required = true) List<SummaryView> conversations,

        @Schema(description = "Cursor of the next part; absent if the list ends here. Make nothing of its text.")
        String next) {

    /** A full page has a next one, which may turn out to be empty: to know would take another row. */
    static ConversationPage of(List<ConversationSummary> found, ListQuery query) {
        String next = found.size() < query.limit()
                ? null
                : new ConversationCursor(
                                query.state(), found.get(found.size() - 1).id())
                        .encoded();
        return new ConversationPage(found.stream().map(SummaryView::of).toList(), next);
    }

    /**
     * A conversation without its messages. Absent members are null and not written.
     *
     * @param handle conversation handle of the initiator's side
     * @param state where it stands
     * @param begunAt UTC, by the instance's clock
     * @param repliedAt UTC, by the instance's clock
     * @param endedAt UTC, by the instance's clock
     */
    @Schema(name = "ConversationSummary", description = "A conversation without its messages.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SummaryView(
            @Schema(required = true) UUID handle,
            @Schema(required = true) ConversationState state,
            @Schema(required = true) Instant begunAt,
            Instant repliedAt,
            Instant endedAt) {

        private static SummaryView of(ConversationSummary summary) {
            return new SummaryView(
                    summary.handle(),
                    summary.state(),
                    summary.begunAt(),
                    summary.repliedAt().orElse(null),
                    summary.endedAt().orElse(null));
        }
    }
}
