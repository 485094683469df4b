package dev.colloquy.initiator.http;

import dev.colloquy.access.RequiresScope;
import dev.colloquy.access.Scope;
import dev.colloquy.initiator.conversation.ConversationState;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The operations on conversations: paths, parameters, and their description in the OpenAPI document. The problems that
 * each may answer are in {@link OperationProblems}.
 */
@Path("/conversations")
@Tag(name = "Conversations", description = "Ask the target something, and get its answer.")
interface ConversationsApi {
    /** Begins a conversation. */
    @POST
    @Admitted
    @RequiresScope(Scope.BEGIN)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "beginConversation", summary = "Begin a conversation", description = Describe.BEGIN)
    @Parameter(
            name = Fields.IDEMPOTENCY_KEY,
            in = ParameterIn.HEADER,
            description = Describe.IDEMPOTENCY_KEY,
            schema = @Schema(type = SchemaType.STRING),
            example = "8e03978e-40d5-43dd-bc93-6894a57f9324")
    @APIResponse(
            responseCode = "200",
            description = "The Idempotency-Key is known, and its conversation has an outcome.",
            headers = {
                @Header(
                        name = HttpHeaders.LOCATION,
                        description = Describe.LOCATION,
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.REPLAYED,
                        description = Describe.REPLAYED,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content =
                    @Content(
                            schema = @Schema(implementation = ConversationView.class),
                            examples = @ExampleObject(name = "replied", value = Describe.REPLIED)))
    @APIResponse(
            responseCode = "201",
            description = "The conversation has an outcome: a reply, or an error. Only with Prefer: wait=N.",
            headers = {
                @Header(
                        name = HttpHeaders.LOCATION,
                        description = Describe.LOCATION,
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content =
                    @Content(
                            schema = @Schema(implementation = ConversationView.class),
                            examples = @ExampleObject(name = "replied", value = Describe.REPLIED)))
    @APIResponse(
            responseCode = "202",
            description = "The conversation is begun, now or before; its outcome is still to come.",
            headers = {
                @Header(
                        name = HttpHeaders.LOCATION,
                        description = Describe.LOCATION,
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.REPLAYED,
                        description = Describe.REPLAYED,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content =
                    @Content(
                            schema = @Schema(implementation = ConversationView.class),
                            examples = @ExampleObject(name = "begun", value = Describe.BEGUN)))
    Uni<Response> begin(
            @RequestBody(
                            required = true,
                            description = "The request, as JSON or as the XML that goes to the target.",
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = BeginConversation.class),
                                        examples = @ExampleObject(name = "JSON", value = Describe.REQUEST_JSON)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_XML,
                                        schema = @Schema(type = SchemaType.STRING),
                                        examples = @ExampleObject(name = "XML", value = Describe.REQUEST_XML)),
                                @Content(
                                        mediaType = MediaType.TEXT_XML,
                                        schema = @Schema(type = SchemaType.STRING),
                                        examples = @ExampleObject(name = "XML", value = Describe.REQUEST_XML))
                            })
                    @NotNull(message = "must be given")
                    @Valid
                    BeginConversation body,
            @Parameter(description = Describe.LIFETIME, schema = @Schema(type = SchemaType.STRING), example = "PT30M")
                    @QueryParam("lifetime")
                    String lifetime,
            @Parameter(
                            name = Fields.PREFER,
                            in = ParameterIn.HEADER,
                            description = Describe.PREFER,
                            schema = @Schema(type = SchemaType.STRING),
                            example = "wait=10")
                    @HeaderParam(Fields.PREFER)
                    List<String> prefer,
            @Context HttpHeaders headers,
            @Context UriInfo uri);

    /** Shows a conversation, or its reply alone. */
    @GET
    @Path("{handle}")
    @RequiresScope(Scope.READ)
    @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Operation(operationId = "getConversation", summary = "Show a conversation", description = Describe.FIND)
    @APIResponse(
            responseCode = "200",
            description = "The conversation as it stands. As XML: its reply alone, as the target sent it.",
            headers = {
                @Header(
                        name = HttpHeaders.ETAG,
                        description = Describe.ETAG,
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ConversationView.class),
                        examples = @ExampleObject(name = "replied", value = Describe.REPLIED)),
                @Content(
                        mediaType = MediaType.APPLICATION_XML,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "reply", value = Describe.REPLY_XML))
            })
    @APIResponse(responseCode = "304", description = "The client has this representation already.")
    Uni<Response> find(
            @Parameter(description = Describe.HANDLE, schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("handle")
                    String handle,
            @Parameter(
                            name = Fields.PREFER,
                            in = ParameterIn.HEADER,
                            description = Describe.PREFER,
                            schema = @Schema(type = SchemaType.STRING),
                            example = "wait=10")
                    @HeaderParam(Fields.PREFER)
                    List<String> prefer,
            @Parameter(
                            name = HttpHeaders.IF_NONE_MATCH,
                            in = ParameterIn.HEADER,
                            description = Describe.IF_NONE_MATCH,
                            schema = @Schema(type = SchemaType.STRING))
                    @HeaderParam(HttpHeaders.IF_NONE_MATCH)
                    List<String> ifNoneMatch,
            @Context Request request);

    /** Lists conversations. */
    @GET
    @RequiresScope(Scope.READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listConversations", summary = "List conversations", description = Describe.LIST)
    @APIResponse(
            responseCode = "200",
            description = "A part of the list, in the order of begin.",
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "The next part, with rel=\"next\"; absent if the list ends here.",
                            schema = @Schema(type = SchemaType.STRING)),
            content =
                    @Content(
                            schema = @Schema(implementation = ConversationPage.class),
                            examples = @ExampleObject(name = "first part", value = Describe.PAGE)))
    Response list(
            @Parameter(
                            description = "Only conversations in this state.",
                            schema = @Schema(implementation = ConversationState.class))
                    @QueryParam("state")
                    String state,
            @Parameter(
                            description = "At most so many.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "" + ListQuery.MOST,
                                            defaultValue = "" + ListQuery.DEFAULT_LIMIT))
                    @QueryParam("limit")
                    String limit,
            @Parameter(
                            description = "The \"next\" of an earlier answer. It keeps the state of that list.",
                            schema = @Schema(type = SchemaType.STRING))
                    @QueryParam("cursor")
                    String cursor,
            @Context UriInfo uri);

    /** Ends a conversation. */
    @DELETE
    @Path("{handle}")
    @RequiresScope(Scope.BEGIN)
    @Operation(operationId = "endConversation", summary = "End a conversation", description = Describe.END)
    @APIResponse(responseCode = "204", description = "The initiator's side is ended.")
    void end(
            @Parameter(description = Describe.HANDLE, schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("handle")
                    String handle);
}
