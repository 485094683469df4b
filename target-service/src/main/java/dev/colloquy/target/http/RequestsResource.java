package dev.colloquy.target.http;

import dev.colloquy.target.receive.AnsweredRequest;
import dev.colloquy.target.receive.RecentRequests;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The requests that this process has answered last. */
@Path("/requests")
public class RequestsResource {
    private final RecentRequests recent;

    @Inject
    RequestsResource(RecentRequests recent) {
        this.recent = recent;
    }

    /** At most 100 requests, newest first, without their texts. Times are UTC, to the microsecond. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<AnsweredRequest> recent() {
        return recent.list();
    }
}
