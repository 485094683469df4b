package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.problem.GeneralProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class ProblemsHttpTest extends HttpTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/conversations/a/b", "/Conversations", "/q/nothing"})
    void a_path_without_a_resource_is_not_found(String path) throws Exception {
        assertProblem(GeneralProblem.NOT_FOUND, get(path, "Accept", "text/html"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | /conversations                                      | GET, HEAD, OPTIONS, POST
            DELETE | /conversations                                      | GET, HEAD, OPTIONS, POST
            PATCH  | /conversations/7b0a3f0e-0000-0000-0000-000000000000 | DELETE, GET, HEAD, OPTIONS
            POST   | /conversations/7b0a3f0e-0000-0000-0000-000000000000 | DELETE, GET, HEAD, OPTIONS
            """)
    void a_method_that_a_path_does_not_have_is_answered_with_those_it_has(String method, String path, String allow)
            throws Exception {
        HttpResponse<String> response = send(request(path).method(method, BodyPublishers.noBody()));

        assertProblem(GeneralProblem.METHOD_NOT_ALLOWED, response);
        assertEquals(allow, header(response, "Allow"));
    }

    @Test
    void a_client_that_accepts_nothing_we_have_is_told_so_and_nothing_is_begun() throws Exception {
        assertProblem(GeneralProblem.NOT_ACCEPTABLE, get("/conversations", "Accept", "text/plain"));
        assertProblem(GeneralProblem.NOT_ACCEPTABLE, get(begun(), "Accept", "image/png"));
        assertProblem(GeneralProblem.NOT_ACCEPTABLE, get(begun(), "Accept", "application/json;q=0"));
        conversations.reset();

        assertProblem(GeneralProblem.NOT_ACCEPTABLE, send(post(JSON, "{\"request\":\"ping\"}", "Accept", "image/png")));
        assertEquals(0, conversations.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/x-www-form-urlencoded", "nonsense", "application/xml; charset=klingon"
            })
    void a_body_of_another_media_type_is_refused(String type) throws Exception {
        assertProblem(GeneralProblem.UNSUPPORTED_MEDIA_TYPE, send(post(type, "<RequestMsg/>")));
    }

    @Test
    void a_body_of_no_media_type_is_refused() throws Exception {
        assertProblem(
                GeneralProblem.UNSUPPORTED_MEDIA_TYPE,
                send(request("/conversations").POST(BodyPublishers.ofString("{\"request\":\"ping\"}"))));
        assertEquals(0, conversations.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "application/json, /", "a/b/c", "*/*;q=high"})
    void an_accept_field_that_cannot_be_read_is_malformed(String accept) throws Exception {
        assertProblem(GeneralProblem.MALFORMED_REQUEST, get(begun(), "Accept", accept));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"request":"ping"          | The body is not well-formed JSON at line 1, column 18.
            {"request":"a\tb"}         | The body is not well-formed JSON at line 1, column 14.
            {"request":'ping'}         | The body is not well-formed JSON at line 1, column 12.
            {"request":"a","request":""} | The body has a member twice at line 1, column 25.
            {"request":"a","more":1}   | The body has a member that is not known, "more", at line 1, column 25.
            {"request":1}              | The body has a value of the wrong type for "request" at line 1, column 12.
            {"request":true}           | The body has a value of the wrong type for "request" at line 1, column 12.
            {"request":["a"]}          | The body has a value of the wrong type for "request" at line 1, column 12.
            {"request":"a"} {}         | The body is not one JSON object at line 1, column 17.
            ["a"]                      | The body is not one JSON object at line 1, column 1.
            "a"                        | The body is not one JSON object at line 1, column 1.
            """)
    void a_body_that_is_not_the_json_it_should_be_is_malformed(String body, String detail) throws Exception {
        assertEquals(detail, assertProblem(GeneralProblem.MALFORMED_REQUEST, send(post(JSON, body))));
        assertEquals(0, conversations.size());
    }

    @ParameterizedTest
    @CsvSource({"UTF-8,ff", "UTF-8,7b22ff", "UTF-32BE,0000007b0000002200ffffff"})
    void json_in_a_broken_encoding_is_malformed(String charset, String hex) throws Exception {
        byte[] body = HexFormat.of().parseHex(hex);
        assertTrue(Charset.isSupported(charset));

        assertProblem(
                GeneralProblem.MALFORMED_REQUEST,
                send(request("/conversations", "Content-Type", JSON).POST(BodyPublishers.ofByteArray(body))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                        | request | must be given and must not be null
            {"request":null}          | request | must be given and must not be null
            {"request":"a\\u0000"}    | request | U+0000 at index 1 is no character of XML 1.0
            {"request":"\\ud83d${1}"} | request | U+D83D at index 0 is an unpaired surrogate
            null                      | ~~      | must be given
            ~~                        | ~~      | must be given
            """)
    void a_request_that_no_message_can_carry_is_not_valid(String body, String member, String message) throws Exception {
        HttpResponse<String> response = send(post(JSON, body));

        assertProblem(GeneralProblem.INVALID_CONTENT, response);
        JsonNode violations = json(response).path("violations");
        assertEquals(1, violations.size());
        assertEquals(member, violations.path(0).path("member").asText());
        assertTrue(violations.path(0).path("message").asText().endsWith(message), response.body());
        assertEquals(0, conversations.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ping",
                "<RequestMsg>",
                "<ReplyMsg>ping</ReplyMsg>",
                "<RequestMsg><b/></RequestMsg>",
                "<RequestMsg>&#0;</RequestMsg>",
                "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><RequestMsg>&e;</RequestMsg>"
            })
    void a_body_that_is_not_the_xml_it_should_be_is_malformed(String body) throws Exception {
        String detail = assertProblem(GeneralProblem.MALFORMED_REQUEST, send(post(XML, body)));

        assertTrue(detail.startsWith("The body is not a request message: "), detail);
        assertEquals(0, conversations.size());
    }

    @Test
    void a_body_that_is_too_large_is_refused_before_it_is_read() throws Exception {
        String body = "{\"request\":\"" + "x".repeat(HttpTestProfile.LARGEST_BODY) + "\"}";

        String detail = assertProblem(GeneralProblem.CONTENT_TOO_LARGE, send(post(JSON, body)));

        assertEquals("The largest body that is taken has 2097152 bytes.", detail);
        assertEquals(0, conversations.size());
    }

    @Test
    void a_body_of_unknown_length_is_cut_off_at_the_limit() throws Exception {
        String body = "{\"request\":\"" + "x".repeat(HttpTestProfile.LARGEST_BODY + 1_000_000) + "\"}";

        try {
            int status = send(request("/conversations", "Content-Type", JSON)
                            .POST(BodyPublishers.ofInputStream(
                                    () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)))))
                    .statusCode();
            assertEquals(413, status);
        } catch (IOException connectionIsClosed) {
            assertEquals(0, conversations.size());
        }
    }

    @Test
    void an_instance_out_of_reach_is_worth_another_attempt() throws Exception {
        conversations.instanceUnavailable("login to db17.internal failed");

        HttpResponse<String> response = send(post(JSON, "{\"request\":\"ping\"}"));
        HttpResponse<String> awaited = send(post(JSON, "{\"request\":\"ping\"}", "Prefer", "wait=5"));

        String detail = assertProblem(GeneralProblem.INSTANCE_UNAVAILABLE, response);
        assertTrue(!detail.contains("db17"), detail);
        assertEquals("5", header(response, "Retry-After"));
        assertProblem(GeneralProblem.INSTANCE_UNAVAILABLE, awaited);
    }

    @Test
    void a_fault_of_ours_is_told_by_id_only() throws Exception {
        conversations.failWith(new IllegalStateException("SELECT secret FROM dbo.ledger"));

        HttpResponse<String> response = get(begunElsewhere());

        String detail = assertProblem(GeneralProblem.INTERNAL_ERROR, response);
        assertTrue(!detail.contains("SELECT"), detail);
        String instance = json(response).path("instance").asText();
        assertEquals("urn:uuid:", instance.substring(0, 9));
        assertEquals(
                instance.substring(9), UUID.fromString(instance.substring(9)).toString());
    }

    private static String begunElsewhere() {
        return "/conversations/" + UUID.randomUUID();
    }

    @Test
    void what_fails_in_front_of_jax_rs_is_a_problem_too() throws Exception {
        assertProblem(GeneralProblem.INTERNAL_ERROR, get(FailingRoute.PATH + 500));
        assertProblem(GeneralProblem.NOT_ACCEPTABLE, get(FailingRoute.PATH + 406));
        assertEquals(
                "about:blank", json(get(FailingRoute.PATH + 418)).path("type").asText());
    }
}
