package dev.colloquy.broker.status;

import java.util.List;
import java.util.Locale;

/**
 * What a message in {@code sys.transmission_queue} waits for. The texts of {@code transmission_status} are many, as they
 * carry names, addresses and error numbers; these are few enough for the tag of a meter.
 */
public enum TransmissionCause {
    /** Not tried yet, or sent and not acknowledged. */
    ACKNOWLEDGEMENT("if it lasts, look at the peer's route to this side and at its transmission queue"),

    /** No route (9750), or only one that leads back here (9793, 9795, 9796). */
    NO_ROUTE(
            "create the route to the peer's service, or correct its name, broker instance or address (CREATE ROUTE)",
            "no route matches",
            "matched a local route",
            "could not find the target broker",
            "target service name could not be found",
            "invalid address specified"),

    /** No endpoint, or none that is started (9748). */
    NO_ENDPOINT("start the Service Broker endpoint (ALTER ENDPOINT ... STATE = STARTED)", "protocol transport is"),

    /** The peer's instance cannot be reached or hangs up (9753, 9754, 9755, 9759, 9783, 9799). */
    UNREACHABLE(
            "see that the peer's instance runs, that its endpoint is started, and that the network lets through to it",
            "unreachable",
            "connection attempt failed",
            "dns lookup failed",
            "error occurred while receiving data",
            "error occurred while sending data",
            "closed by the remote end"),

    /** A certificate is missing, expired or not trusted (9731, 9733, 9737, 9767, 28022 to 28025, 28035, 28045). */
    CERTIFICATE("renew the certificate and hand it to the other side", "certificate", "private key"),

    /** The endpoints do not agree, or one may not connect (9757, 9758, 28027 to 28038, 28080). */
    HANDSHAKE(
            "compare authentication and encryption of the two endpoints, and grant CONNECT on the endpoint",
            "handshake failed",
            "negotiation error",
            "authentication failed",
            "network protocol error"),

    /** No remote service binding, or another security context (9727). */
    NO_BINDING(
            "create the remote service binding of the peer's service (CREATE REMOTE SERVICE BINDING)",
            "remote service binding",
            "security context"),

    /** A database master key is missing or cannot be opened (28050, 28051, 28054). */
    MASTER_KEY("create the database's master key, or let the service master key open it", "master key"),

    /** A broker is disabled, here, there or in msdb (9789, 9791, 28012). */
    BROKER_DISABLED(
            "enable the broker of the database (ALTER DATABASE ... SET ENABLE_BROKER)",
            "broker is disabled",
            "administratively disabled",
            "service broker in the target database is unavailable",
            "in msdb is disabled"),

    /** The target's queue is disabled or busy (9617, 9749). */
    QUEUE_DISABLED(
            "enable the target's queue (ALTER QUEUE ... WITH STATUS = ON)", "is currently disabled", "queue is busy"),

    /** The other side has ended the conversation (9779, 9784). */
    CONVERSATION_ENDED("receive the message about the end and end the conversation", "will not transmit the message"),

    /** Anything else. */
    OTHER("see transmission_status in sys.transmission_queue");

    /** A certificate that the handshake speaks of is the better answer, so the order counts. */
    private static final List<TransmissionCause> IN_ORDER = List.of(
            CONVERSATION_ENDED,
            NO_BINDING,
            MASTER_KEY,
            CERTIFICATE,
            NO_ROUTE,
            NO_ENDPOINT,
            UNREACHABLE,
            HANDSHAKE,
            BROKER_DISABLED,
            QUEUE_DISABLED);

    private final String remedy;
    private final List<String> phrases;

    TransmissionCause(String remedy, String... phrases) {
        this.remedy = remedy;
        this.phrases = List.of(phrases);
    }

    /** The cause that a {@code transmission_status} speaks of. */
    public static TransmissionCause of(String transmissionStatus) {
        if (transmissionStatus == null || transmissionStatus.isBlank()) {
            return ACKNOWLEDGEMENT;
        }
        String text = transmissionStatus.toLowerCase(Locale.ROOT);
        return IN_ORDER.stream()
                .filter(cause -> cause.phrases.stream().anyMatch(text::contains))
                .findFirst()
                .orElse(OTHER);
    }

    /** As the tag of a meter. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a database administrator would do. */
    String remedy() {
        return remedy;
    }
}
