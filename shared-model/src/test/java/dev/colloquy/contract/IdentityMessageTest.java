package dev.colloquy.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityMessageTest {
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"INITIATOR", "TARGET"})
    void an_identity_comes_out_as_it_went_in(String side) throws Exception {
        BrokerIdentity identity = Identities.of(Side.valueOf(side));

        assertEquals(identity, IdentityMessage.decode(IdentityMessage.encode(identity)));
    }

    @Test
    void the_broker_instance_may_be_absent() throws Exception {
        BrokerIdentity known = Identities.of(Side.TARGET);
        BrokerIdentity identity = new BrokerIdentity(
                known.side(),
                known.address(),
                Optional.empty(),
                known.transportCertificate(),
                known.dialogCertificate());

        assertEquals(identity, IdentityMessage.decode(IdentityMessage.encode(identity)));
    }

    @Test
    void the_fields_are_those_of_the_contract() throws Exception {
        ObjectNode message = message();

        Stream<String> names = message.properties().stream().map(field -> field.getKey());
        assertEquals(
                "address brokerInstance dialogCertificate side transportCertificate",
                String.join(" ", names.sorted().toList()));
        assertEquals("TARGET", message.get("side").textValue());
        assertEquals("TCP://target.example:4022", message.get("address").textValue());
    }

    @Test
    void an_unknown_field_is_refused() throws Exception {
        ObjectNode message = message().put("privateKey", "x");

        assertEquals(
                "the identity has a field other than"
                        + " [address, brokerInstance, dialogCertificate, side, transportCertificate]",
                wrong(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"side", "address", "transportCertificate", "dialogCertificate"})
    void a_missing_field_is_refused(String field) throws Exception {
        ObjectNode message = message();
        message.remove(field);

        assertEquals("the identity has no text in " + field, wrong(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"side", "address", "brokerInstance", "transportCertificate", "dialogCertificate"})
    void a_field_that_is_no_text_is_refused(String field) throws Exception {
        assertEquals("the identity has no text in " + field, wrong(message().put(field, 1)));
        assertEquals("the identity has no text in " + field, wrong(message().putNull(field)));
    }

    @ParameterizedTest
    @CsvSource({
        "side, target, the identity is of neither side",
        "brokerInstance, 1-2-3-4-5, the identity has no GUID in brokerInstance",
        "brokerInstance, x, the identity has no GUID in brokerInstance",
        "dialogCertificate, *, the identity has no Base64 in dialogCertificate",
    })
    void a_wrong_value_is_refused(String field, String value, String message) throws Exception {
        assertEquals(message, wrong(message().put(field, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "MIIB"})
    void what_is_no_certificate_is_refused(String certificate) throws Exception {
        String message = wrong(message().put("transportCertificate", certificate));

        assertTrue(message.startsWith("transportCertificate: "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://host:1", "TCP://10.0.0.1:65535", "TCP://[::1]:4022", "TCP://MY_HOST-1.example:4022"})
    void an_address_has_a_host_and_a_port(String address) throws Exception {
        EndpointAddress parsed = EndpointAddress.parse(address);

        assertEquals("TCP://" + address.substring("TCP://".length()), parsed.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "host:4022",
                "TCP://host",
                "TCP://:4022",
                "TCP://host:0",
                "TCP://host:65536",
                "TCP://host:+1",
                "TCP://host:4022/",
                "TCP://ho'st:4022",
                "TCP://ho st:4022",
                "TCP://host:4022\n",
                "http://host:4022",
                "LOCAL",
            })
    void what_is_no_address_is_refused(String address) throws Exception {
        assertThrows(MalformedMessage.class, () -> EndpointAddress.parse(address));
        assertTrue(wrong(message().put("address", address)).contains("address"));
    }

    @Test
    void a_message_of_more_than_64_kib_is_refused_unread() {
        assertEquals(
                "the identity has 65537 bytes; at most 65536",
                wrong(() -> IdentityMessage.decode(new byte[IdentityMessage.MAXIMUM_BYTES + 1])));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "{\"side\":\"TARGET\",\"side\":\"INITIATOR\"}", "{'side':1}"})
    void what_is_not_json_is_refused(String message) {
        String reason = wrong(() -> IdentityMessage.decode(message.getBytes(UTF_8)));

        assertTrue(reason.startsWith("the identity is not "), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "1", "\"x\""})
    void what_is_no_object_is_refused(String message) {
        assertEquals("the identity is not a JSON object", wrong(() -> IdentityMessage.decode(message.getBytes(UTF_8))));
    }

    @Test
    void deep_nesting_is_refused() {
        wrong(() ->
                IdentityMessage.decode("[".repeat(IdentityMessage.MAXIMUM_BYTES).getBytes(UTF_8)));
    }

    @Property
    void a_damaged_message_is_read_or_refused_and_nothing_else(@ForAll int where, @ForAll byte what) {
        byte[] message = IdentityMessage.encode(Identities.of(Side.TARGET));
        message[Math.floorMod(where, message.length)] = what;
        try {
            assertEquals(Side.TARGET, IdentityMessage.decode(message).side());
        } catch (MalformedMessage e) {
            assertTrue(e.getMessage().length() < 1000, e.getMessage());
        }
    }

    @Property
    void damaged_der_is_read_or_refused_and_nothing_else(@ForAll int where, @ForAll byte what) {
        byte[] der = Identities.of(Side.TARGET).dialogCertificate().der();
        der[Math.floorMod(where, der.length)] = what;
        try {
            assertEquals(der.length, PublicCertificate.of(der).der().length);
        } catch (MalformedMessage e) {
            assertTrue(e.getMessage().length() < 1000, e.getMessage());
        }
    }

    private ObjectNode message() throws Exception {
        return (ObjectNode) json.readTree(IdentityMessage.encode(Identities.of(Side.TARGET)));
    }

    private String wrong(ObjectNode message) throws Exception {
        byte[] bytes = json.writeValueAsBytes(message);
        return wrong(() -> IdentityMessage.decode(bytes));
    }

    private static String wrong(Executable call) {
        return assertThrows(MalformedMessage.class, call).getMessage();
    }
}
