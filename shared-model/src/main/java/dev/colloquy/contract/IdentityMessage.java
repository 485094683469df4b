package dev.colloquy.contract;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A {@link BrokerIdentity} as the two services exchange it over HTTP: {@code POST /broker/identity} with the sender's
 * identity, answered by the receiver's. A JSON object of strings:
 *
 * <pre>
 * side                  INITIATOR or TARGET
 * address               TCP://host:port
 * brokerInstance        service_broker_guid; may be absent
 * transportCertificate  X.509 DER in Base64
 * dialogCertificate     X.509 DER in Base64
 * </pre>
 */
public final class IdentityMessage {
    /** Where both services take identities in. */
    public static final String PATH = "/broker/identity";

    /** Its media type. */
    public static final String MEDIA_TYPE = "application/json";

    /** Longer messages are refused. */
    public static final int MAXIMUM_BYTES = 64 * 1024;

    private static final String SIDE = "side";
    private static final String ADDRESS = "address";
    private static final String BROKER_INSTANCE = "brokerInstance";
    private static final String TRANSPORT_CERTIFICATE = "transportCertificate";
    private static final String DIALOG_CERTIFICATE = "dialogCertificate";
    private static final Set<String> FIELDS =
            Set.of(SIDE, ADDRESS, BROKER_INSTANCE, TRANSPORT_CERTIFICATE, DIALOG_CERTIFICATE);

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private IdentityMessage() {}

    /** The identity in UTF-8. */
    public static byte[] encode(BrokerIdentity identity) {
        ObjectNode message = JSON.createObjectNode();
        message.put(SIDE, identity.side().name());
        message.put(ADDRESS, identity.address());
        identity.brokerInstance().ifPresent(guid -> message.put(BROKER_INSTANCE, guid.toString()));
        message.put(TRANSPORT_CERTIFICATE, base64(identity.transportCertificate()));
        message.put(DIALOG_CERTIFICATE, base64(identity.dialogCertificate()));
        try {
            return JSON.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an identity.
     *
     * @throws MalformedMessage with what is wrong
     */
    public static BrokerIdentity decode(byte[] message) throws MalformedMessage {
        if (message.length > MAXIMUM_BYTES) {
            throw new MalformedMessage("the identity has " + message.length + " bytes; at most " + MAXIMUM_BYTES);
        }
        JsonNode fields = parse(message);
        return new BrokerIdentity(
                side(text(fields, SIDE)),
                EndpointAddress.parse(text(fields, ADDRESS)).toString(),
                fields.has(BROKER_INSTANCE) ? Optional.of(guid(text(fields, BROKER_INSTANCE))) : Optional.empty(),
                certificate(fields, TRANSPORT_CERTIFICATE),
                certificate(fields, DIALOG_CERTIFICATE));
    }

    private static JsonNode parse(byte[] message) throws MalformedMessage {
        JsonNode fields;
        try {
            fields = JSON.readTree(message);
        } catch (IOException e) {
            throw new MalformedMessage("the identity is not JSON");
        }
        if (!fields.isObject()) {
            throw new MalformedMessage("the identity is not a JSON object");
        }
        for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                throw new MalformedMessage("the identity has a field other than "
                        + FIELDS.stream().sorted().toList());
            }
        }
        return fields;
    }

    private static String text(JsonNode fields, String name) throws MalformedMessage {
        JsonNode field = fields.get(name);
        if (field == null || !field.isTextual()) {
            throw new MalformedMessage("the identity has no text in " + name);
        }
        return field.textValue();
    }

    private static Side side(String name) throws MalformedMessage {
        for (Side side : Side.values()) {
            if (side.name().equals(name)) {
                return side;
            }
        }
        throw new MalformedMessage("the identity is of neither side");
    }

    private static UUID guid(String text) throws MalformedMessage {
        try {
            UUID guid = UUID.fromString(text);
            if (guid.toString().equalsIgnoreCase(text)) {
                return guid;
            }
        } catch (IllegalArgumentException e) {
            throw notAGuid();
        }
        throw notAGuid();
    }

    private static MalformedMessage notAGuid() {
        return new MalformedMessage("the identity has no GUID in " + BROKER_INSTANCE);
    }

    private static PublicCertificate certificate(JsonNode fields, String name) throws MalformedMessage {
        String text = text(fields, name);
        byte[] der;
        try {
            der = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessage("the identity has no Base64 in " + name);
        }
        try {
            return PublicCertificate.of(der);
        } catch (MalformedMessage e) {
            throw new MalformedMessage(name + ": " + e.getMessage());
        }
    }

    private static String base64(PublicCertificate certificate) {
        return Base64.getEncoder().encodeToString(certificate.der());
    }
}
