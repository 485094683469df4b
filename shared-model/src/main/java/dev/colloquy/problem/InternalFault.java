package dev.colloquy.problem;

import java.util.UUID;
import org.jboss.logging.Logger;

/** A fault of the service: the log gets the trace, the caller an id to ask for it. */
public final class InternalFault {
    private static final Logger LOG = Logger.getLogger(InternalFault.class);

    private InternalFault() {}

    /** Logs the fault and returns what the caller may know of it. */
    public static Problem log(Throwable fault) {
        UUID id = UUID.randomUUID();
        LOG.errorf(fault, "a request failed for a reason of the service's own, id %s", id);
        return Problem.of(GeneralProblem.INTERNAL_ERROR, "The fault is the service's. Its log has the details.")
                .withInstance("urn:uuid:" + id);
    }
}
