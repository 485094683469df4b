package dev.colloquy.broker.lifecycle;

import dev.colloquy.access.AuthenticatesItself;
import dev.colloquy.broker.exchange.ExchangeFailure;
import dev.colloquy.broker.exchange.IdentityAnswer;
import dev.colloquy.broker.exchange.IdentityExchange;
import dev.colloquy.broker.exchange.IdentityRequest;
import dev.colloquy.broker.setup.SetupFailure;
import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.contract.Side;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;

/** Where the peer shows its identity and gets this side's in return; only for holders of the bootstrap secret. */
@Path(IdentityMessage.PATH)
@AuthenticatesItself
public class IdentityResource {
    private static final Logger LOG = Logger.getLogger(IdentityResource.class);
    private static final int UNAVAILABLE = 503;

    private final Side side;
    private final InstanceLifecycle lifecycle;
    private final IdentityExchange exchange;

    @Inject
    IdentityResource(Side side, InstanceLifecycle lifecycle, IdentityExchange exchange) {
        this.side = side;
        this.lifecycle = lifecycle;
        this.exchange = exchange;
    }

    /** Takes the peer's identity in and answers with this side's; 503 while this side has none yet. */
    @POST
    @Consumes(IdentityMessage.MEDIA_TYPE)
    @Produces(IdentityMessage.MEDIA_TYPE)
    public Response exchange(byte[] body, @Context HttpHeaders headers) {
        if (!lifecycle.hasIdentity()) {
            return Response.status(UNAVAILABLE).build();
        }
        try {
            IdentityRequest request = exchange.accept(headers::getHeaderString, body, side);
            lifecycle.take(request.peer());
            IdentityAnswer answer = exchange.answer(request, lifecycle.identity());
            Response.ResponseBuilder response = Response.ok(answer.body());
            answer.headers().forEach(response::header);
            return response.build();
        } catch (ExchangeFailure e) {
            LOG.warnf("%s", e.getMessage());
            return Response.status(e.reason().status()).build();
        } catch (SetupFailure e) {
            LOG.warnf("%s", e.getMessage());
            return Response.status(UNAVAILABLE).build();
        }
    }
}
