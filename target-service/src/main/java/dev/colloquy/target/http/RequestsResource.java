package dev.colloquy.target.http;

import dev.colloquy.access.RequiresScope;
import dev.colloquy.access.Scope;
import dev.colloquy.target.receive.AnsweredRequest;
import dev.colloquy.target.receive.RecentRequests;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The requests that this process has answered last. */
@Path("/requests")
@Tag(name = "Requests", description = "What the service has done.")
public class RequestsResource {
    private final RecentRequests recent;

    @Inject
    RequestsResource(RecentRequests recent) {
        this.recent = recent;
    }

    /** At most 100 requests, newest first, without their texts. Times are UTC, to the microsecond. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RequiresScope(Scope.READ)
    @Operation(operationId = "listRecentRequests", summary = "List the requests that this process has answered last")
    public List<AnsweredRequest> recent() {
        return recent.list();
    }
}
