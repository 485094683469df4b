package dev.colloquy.broker.hygiene;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.colloquy.access.RequiresScope;
import dev.colloquy.access.Scope;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;

/** What operators see of leaked conversations, and can do about them. */
@Path("/operations")
@Produces(MediaType.APPLICATION_JSON)
public class OperationsResource {
    private static final Logger LOG = Logger.getLogger(OperationsResource.class);

    private final Hygiene hygiene;

    @Inject
    OperationsResource(Hygiene hygiene) {
        this.hygiene = hygiene;
    }

    /**
     * Answer of {@link #reconcile()}.
     *
     * @param ran whether it has run; if not, a replica is at it, and the report is of the run before or of its
     *     beginnings
     * @param report what was found
     */
    public record Reconciliation(boolean ran, @JsonUnwrapped HygieneReport report) {}

    private interface Question<T> {
        T ask() throws Exception;
    }

    /** What the last search for leaked conversations has found, whichever replica has made it. */
    @GET
    @Path("/findings")
    @RequiresScope(Scope.READ)
    @Operation(
            operationId = "listFindings",
            summary = "Leaked conversations",
            description = "What the last search for leaked conversations has found and done, at most 1,000 findings.")
    @APIResponse(responseCode = "200", description = "The report of the last search.")
    public HygieneReport findings() {
        return answer(hygiene::report);
    }

    /** Searches now, unless a replica is at it; answers when that is done. */
    @POST
    @Path("/reconcile")
    @RequiresScope(Scope.OPERATE)
    @Operation(
            operationId = "reconcile",
            summary = "Search for leaked conversations now",
            description =
                    "Searches for leaked conversations, ends those that policy allows, and answers with the report."
                            + " While a replica is searching already, nothing is begun.")
    @APIResponse(responseCode = "200", description = "Whether a search was made, and the report of the last one.")
    public Reconciliation reconcile() {
        return answer(() -> new Reconciliation(hygiene.runNow(), hygiene.report()));
    }

    private <T> T answer(Question<T> question) {
        if (!hygiene.isReady()) {
            throw new ProblemException(GeneralProblem.INSTANCE_UNAVAILABLE, "The instance is not set up yet.");
        }
        try {
            return question.ask();
        } catch (Exception e) {
            LOG.debug("the instance did not answer an operator", e);
            throw new ProblemException(
                    GeneralProblem.INSTANCE_UNAVAILABLE,
                    "The instance that holds the conversations cannot be asked now.");
        }
    }
}
