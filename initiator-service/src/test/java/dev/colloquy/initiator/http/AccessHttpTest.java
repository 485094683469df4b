package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.problem.GeneralProblem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(AccessProfile.class)
class AccessHttpTest extends HttpTest {
    private static final String KEY = "X-API-Key";
    private static final String AUTHORIZATION = "Authorization";
    private static final String BODY = "{\"request\":\"ping\"}";

    @ConfigProperty(name = IssuerKeys.PRIVATE_KEY)
    String privateKey;

    @Test
    void who_says_nothing_is_told_how_to_authenticate() throws Exception {
        HttpResponse<String> refused = get("/conversations");

        assertProblem(GeneralProblem.UNAUTHENTICATED, refused);
        List<String> challenges = refused.headers().allValues("WWW-Authenticate");
        assertTrue(challenges.toString().contains("ApiKey realm=\"colloquy\""), challenges.toString());
        assertTrue(challenges.toString().contains("Bearer realm=\"colloquy\""), challenges.toString());
    }

    @Test
    void a_key_opens_what_its_scopes_name_and_nothing_else() throws Exception {
        assertEquals(
                200, get("/conversations", KEY, AccessProfile.key("viewer")).statusCode());
        assertEquals(
                202, send(post(JSON, BODY, KEY, AccessProfile.key("client"))).statusCode());

        HttpResponse<String> refused = send(post(JSON, BODY, KEY, AccessProfile.key("viewer")));

        assertTrue(assertProblem(GeneralProblem.FORBIDDEN, refused).contains("\"begin\""));
    }

    @Test
    void an_unknown_key_and_two_keys_at_once_are_refused() throws Exception {
        assertProblem(GeneralProblem.UNAUTHENTICATED, get("/conversations", KEY, AccessProfile.key("nobody")));
        assertProblem(
                GeneralProblem.UNAUTHENTICATED,
                get("/conversations", KEY, AccessProfile.key("viewer"), KEY, AccessProfile.key("viewer")));
    }

    @Test
    void a_token_opens_what_its_scopes_name_and_nothing_else() throws Exception {
        assertEquals(200, get("/conversations", AUTHORIZATION, bearer(valid())).statusCode());

        HttpResponse<String> refused = send(post(JSON, BODY, AUTHORIZATION, bearer(valid())));

        assertProblem(GeneralProblem.FORBIDDEN, refused);
        assertTrue(header(refused, "WWW-Authenticate").contains("error=\"insufficient_scope\", scope=\"begin\""));
    }

    @Test
    void a_scope_has_the_name_that_the_issuer_gives_it() throws Exception {
        String token = bearer(valid().scope("orders.write"));

        assertEquals(202, send(post(JSON, BODY, AUTHORIZATION, token)).statusCode());
    }

    @Test
    void a_token_of_another_issuer_for_another_service_or_of_yesterday_is_refused() throws Exception {
        assertRefused(bearer(valid().issuer("https://id.example/realms/other")));
        assertRefused(bearer(valid().audience("another-service")));
        assertRefused(bearer(valid().issuedAt(Instant.now().minusSeconds(7200))
                .expiresAt(Instant.now().minusSeconds(3600))));
    }

    @Test
    void a_token_that_anybody_could_have_signed_is_refused() throws Exception {
        String token = bearer(valid());
        int signature = token.lastIndexOf('.') + 1;

        assertRefused(token.substring(0, signature));
        assertRefused(token.substring(0, signature) + "AAAA" + token.substring(signature + 4));
        assertRefused("Bearer " + valid().signWithSecret("0123456789abcdef0123456789abcdef"));
        assertRefused("Bearer nonsense");
    }

    private void assertRefused(String authorization) throws Exception {
        HttpResponse<String> refused = get("/conversations", AUTHORIZATION, authorization);

        assertProblem(GeneralProblem.UNAUTHENTICATED, refused);
        assertTrue(refused.headers().allValues("WWW-Authenticate").toString().contains("error=\"invalid_token\""));
    }

    @Test
    void what_services_tell_each_other_and_the_api_document_need_no_key() throws Exception {
        HttpResponse<String> identity =
                send(request(IdentityMessage.PATH, "Content-Type", JSON).POST(BodyPublishers.ofString("{}")));

        assertEquals("", header(identity, "WWW-Authenticate"), "it is signed with the bootstrap secret, or refused");
        assertEquals(200, get("/openapi").statusCode());
    }

    @Test
    void the_api_document_names_both_ways() throws Exception {
        JsonNode document = json(get("/openapi?format=json"));

        assertEquals(
                "X-API-Key",
                document.at("/components/securitySchemes/apiKey/name").asText());
        assertEquals(
                "bearer",
                document.at("/components/securitySchemes/bearerToken/scheme").asText());
        assertEquals(2, document.path("security").size());
        assertEquals(2, document.at("/components/securitySchemes").size());
    }

    private static JwtClaimsBuilder valid() {
        return Jwt.issuer(AccessProfile.ISSUER)
                .audience(AccessProfile.AUDIENCE)
                .subject("alice")
                .claim("scope", "openid read")
                .expiresIn(300);
    }

    private String bearer(JwtClaimsBuilder claims) throws Exception {
        PrivateKey key = KeyUtils.decodePrivateKey(Files.readString(Path.of(privateKey)));
        return "Bearer " + claims.sign(key);
    }
}
