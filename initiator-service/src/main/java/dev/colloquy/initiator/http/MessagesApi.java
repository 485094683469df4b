package dev.colloquy.initiator.http;

import dev.colloquy.access.RequiresScope;
import dev.colloquy.access.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
 * The operations on the messages of a conversation: paths, parameters, and their description in the OpenAPI document.
 * The problems that each may answer are in {@link OperationProblems}.
 */
@Path("/conversations/{handle}/messages")
@Tag(name = "Messages", description = "Say more in a conversation, and see what was said.")
interface MessagesApi {
    /** Sends a further request. */
    @POST
    @Admitted
    @RequiresScope(Scope.BEGIN)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "sendMessage", summary = "Send a further request", description = Describe.SEND)
    @Parameter(
            name = Fields.IDEMPOTENCY_KEY,
            in = ParameterIn.HEADER,
            description = Describe.SEND_KEY,
            schema = @Schema(type = SchemaType.STRING),
            example = "0b1c7a52-6f0e-4d55-9a43-1f6c2f0f3c11")
    @APIResponse(
            responseCode = "200",
            description = "The Idempotency-Key is known, and a reply has come after its request.",
            headers = {
                @Header(
                        name = HttpHeaders.LOCATION,
                        description = "The messages of the conversation.",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.REPLAYED,
                        description = Describe.SEND_REPLAYED,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(schema = @Schema(implementation = SentView.class)))
    @APIResponse(
            responseCode = "201",
            description = "The request is sent, and a reply has come after it. Only with Prefer: wait=N.",
            headers = {
                @Header(
                        name = HttpHeaders.LOCATION,
                        description = "The messages of the conversation.",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = @Content(schema = @Schema(implementation = SentView.class)))
    @APIResponse(
            responseCode = "202",
            description = "The request is sent, now or before; a reply is still to come.",
            headers = {
                @Header(
                        name = HttpHeaders.LOCATION,
                        description = "The messages of the conversation.",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = Fields.REPLAYED,
                        description = Describe.SEND_REPLAYED,
                        schema = @Schema(type = SchemaType.BOOLEAN)),
                @Header(
                        name = Fields.PREFERENCE_APPLIED,
                        description = Describe.APPLIED,
                        schema = @Schema(type = SchemaType.STRING))
            },
            content =
                    @Content(
                            schema = @Schema(implementation = SentView.class),
                            examples = @ExampleObject(name = "sent", value = Describe.SENT)))
    Uni<Response> send(
            @Parameter(description = Describe.HANDLE, schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("handle")
                    String handle,
            @RequestBody(
                            required = true,
                            description = "The request, as JSON or as the XML that goes to the target.",
                            content = {
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON,
                                        schema = @Schema(implementation = FurtherRequest.class),
                                        examples = @ExampleObject(name = "JSON", value = Describe.FURTHER_JSON)),
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
                    FurtherRequest body,
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

    /** Lists the messages. */
    @GET
    @RequiresScope(Scope.READ)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listMessages", summary = "List the messages", description = Describe.MESSAGES)
    @APIResponse(
            responseCode = "200",
            description = "The messages, in their order.",
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
            content =
                    @Content(
                            schema = @Schema(implementation = MessageList.class),
                            examples = @ExampleObject(name = "replied", value = Describe.MESSAGE_LIST)))
    @APIResponse(responseCode = "304", description = "The client has these messages already.")
    Uni<Response> list(
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
                    List<String> ifNoneMatch);
}
