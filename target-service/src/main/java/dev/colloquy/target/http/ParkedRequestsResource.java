package dev.colloquy.target.http;

import dev.colloquy.access.RequiresScope;
import dev.colloquy.access.Scope;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.ProblemException;
import dev.colloquy.target.receive.ParkedRequests;
import dev.colloquy.target.receive.ParkedRequests.Outcome;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The requests that wait for an operator, because they have failed as often as they may. */
@Path("/requests/parked")
@Tag(name = "Parked requests", description = "What has failed too often, and is kept until an operator decides.")
public class ParkedRequestsResource {
    private static final String HANDLE_DESCRIPTION = "The handle of a request in the list.";
    private static final int MOST = 1000;
    private static final int DEFAULT_LIMIT = 100;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,4}");
    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,18}");
    private static final Pattern HANDLE = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private final ParkedRequests parked;

    @Inject
    ParkedRequestsResource(ParkedRequests parked) {
        this.parked = parked;
    }

    /** Lists them, without their texts. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listParkedRequests", summary = "List parked requests")
    @APIResponse(
            responseCode = "200",
            description = "A part of the list, the oldest first.",
            content = @Content(schema = @Schema(implementation = ParkedRequestPage.class)))
    @APIResponse(responseCode = "400", ref = "invalid-parameter")
    public Response list(
            @Parameter(
                            description = "At most so many.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "" + MOST,
                                            defaultValue = "" + DEFAULT_LIMIT))
                    @QueryParam("limit")
                    String limit,
            @Parameter(description = "The \"next\" of an earlier answer.", schema = @Schema(type = SchemaType.STRING))
                    @QueryParam("cursor")
                    String cursor) {
        int most = limit == null ? DEFAULT_LIMIT : limit(limit);
        ParkedRequestPage page = ParkedRequestPage.of(parked.list(after(cursor), most), most);
        return Response.ok(page).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    /** Has one tried again. */
    @POST
    @Path("{handle}/retry")
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "retryParkedRequest",
            summary = "Try a parked request once more",
            description = "The request is handled within about a second. If it fails again it is parked again.")
    @APIResponse(responseCode = "202", description = "The request is to be handled.")
    @APIResponse(responseCode = "404", ref = "unknown-parked-request")
    @APIResponse(responseCode = "409", ref = "parked-request-ended")
    public Response retry(
            @Parameter(description = HANDLE_DESCRIPTION, schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("handle")
                    String handle) {
        require(parked.retry(handle(handle)));
        return Response.accepted().build();
    }

    /** Rejects one for good. */
    @POST
    @Path("{handle}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "rejectParkedRequest",
            summary = "Reject a parked request",
            description = "Its conversation ends with error 50104. The body may be left out.")
    @APIResponse(responseCode = "204", description = "The conversation has ended with an error.")
    @APIResponse(responseCode = "404", ref = "unknown-parked-request")
    @APIResponse(responseCode = "409", ref = "parked-request-ended")
    @APIResponse(responseCode = "415", ref = "unsupported-media-type")
    @APIResponse(responseCode = "422", ref = "invalid-content")
    public void reject(
            @Parameter(description = HANDLE_DESCRIPTION, schema = @Schema(type = SchemaType.STRING, format = "uuid"))
                    @PathParam("handle")
                    String handle,
            Rejection rejection) {
        require(parked.reject(handle(handle), description(rejection)));
    }

    private static String description(Rejection rejection) {
        if (rejection == null || rejection.description() == null) {
            return "The request could not be handled, and an operator has rejected it.";
        }
        String description = rejection.description();
        if (description.isBlank() || description.length() > Rejection.LONGEST) {
            throw new ProblemException(
                    GeneralProblem.INVALID_CONTENT,
                    "The description must not be blank, and has at most " + Rejection.LONGEST + " characters.");
        }
        return description;
    }

    private static void require(Outcome outcome) {
        switch (outcome) {
            case DONE:
                return;
            case ENDED:
                throw new ProblemException(
                        ParkedRequestProblem.PARKED_REQUEST_ENDED, "Its initiator has ended the conversation.");
            case UNKNOWN:
                throw unknown();
        }
    }

    private static UUID handle(String text) {
        if (!HANDLE.matcher(text).matches()) {
            throw unknown();
        }
        return UUID.fromString(text);
    }

    private static ProblemException unknown() {
        return new ProblemException(
                ParkedRequestProblem.UNKNOWN_PARKED_REQUEST, "No conversation with this handle has a parked request.");
    }

    private static int limit(String digits) {
        int limit = LIMIT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "It must be a whole number from 1 to " + MOST + ".");
        }
        return limit;
    }

    private static long after(String cursor) {
        if (cursor == null) {
            return 0;
        }
        if (!CURSOR.matcher(cursor).matches()) {
            throw invalid("cursor", "It must be the \"next\" of an earlier answer, unchanged.");
        }
        return Long.parseLong(cursor);
    }

    private static ProblemException invalid(String parameter, String rule) {
        return new ProblemException(
                GeneralProblem.INVALID_PARAMETER, "The query parameter \"" + parameter + "\" is not valid. " + rule);
    }
}
