package dev.colloquy.initiator.http;

import dev.colloquy.access.RequiresScope;
import dev.colloquy.access.Scope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;

/**
 * The feed of replies: two methods for one operation, as a stream is another thing than an answer. The problems that it
 * may answer are in {@link OperationProblems}.
 */
@Path("/replies")
@Tag(name = "Replies", description = "The replies of all conversations, as they are collected.")
interface RepliesApi {
    String LAST_EVENT_ID = HttpHeaders.LAST_EVENT_ID_HEADER;

    /** Reads a part of the feed. */
    @GET
    @RequiresScope(Scope.READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listReplies", summary = "Follow the replies", description = Describe.REPLIES)
    @Parameter(
            name = LAST_EVENT_ID,
            in = ParameterIn.HEADER,
            description = Describe.LAST_EVENT_ID,
            schema = @Schema(type = SchemaType.STRING))
    @APIResponse(
            responseCode = "200",
            description = "A part of the feed; without any reply if there is none after the cursor.",
            headers = {
                @Header(
                        name = HttpHeaders.LINK,
                        description = "The part that follows, with rel=\"next\", also if there is none yet.",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReplyPage.class),
                        examples = @ExampleObject(name = "replies", value = Describe.REPLY_PAGE)),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "event", value = Describe.EVENTS))
            })
    Uni<Response> list(
            @Parameter(description = Describe.AFTER, schema = @Schema(type = SchemaType.STRING), example = "cjE7NDI")
                    @QueryParam("after")
                    String after,
            @Parameter(
                            description = "At most so many. Not of event streams.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "" + ListQuery.MOST,
                                            defaultValue = "" + ListQuery.DEFAULT_LIMIT))
                    @QueryParam("limit")
                    String limit,
            @Parameter(
                            name = Fields.PREFER,
                            in = ParameterIn.HEADER,
                            description = Describe.PREFER,
                            schema = @Schema(type = SchemaType.STRING),
                            example = "wait=10")
                    @HeaderParam(Fields.PREFER)
                    List<String> prefer,
            @Context UriInfo uri);

    /** Follows the feed. */
    @GET
    @RequiresScope(Scope.READ)
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    Multi<OutboundSseEvent> stream(
            @QueryParam("after") String after, @HeaderParam(LAST_EVENT_ID) String lastEventId, @Context Sse sse);
}
