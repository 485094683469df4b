package dev.colloquy.initiator.http;

import java.util.UUID;
import org.jboss.logging.Logger;

/** A fault of the service: the log gets the trace, the caller an id to ask for it. */
final class InternalFault {
    private static final Logger LOG = Logger.getLogger(InternalFault.class);

    private InternalFault() {}

    /** Logs the fault and returns what the caller may know of it. */
    static Problem log(Throwable fault) {
        UUID id = UUID.randomUUID();
        LOG.errorf(fault, "a request failed for a reason of the service's own, id %s", id);
        return Problem.of(ProblemType.INTERNAL_ERROR, "The fault is the service's. Its log has the details.")
                .withInstance("urn:uuid:" + id);
    }
}
