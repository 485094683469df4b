package dev.colloquy.initiator.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.problem.Problem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(HttpTestProfile.class)
class OpenApiHttpTest extends HttpTest {

    @Test
    void it_describes_these_operations() throws Exception {
        Set<String> operations = new TreeSet<>();
        for (JsonNode operation : operations()) {
            operations.add(operation.path("operationId").asText() + " " + names(operation.path("responses")));
        }

        assertEquals(
                Set.of(
                        "listFindings [200, 400, 401, 403, 406, 500, 503]",
                        "reconcile [200, 400, 401, 403, 406, 500, 503]",
                        "listConversations [200, 400, 401, 403, 406, 500, 503]",
                        "beginConversation [200, 201, 202, 400, 401, 403, 406, 413, 415, 422, 500, 503]",
                        "getConversation [200, 304, 400, 401, 403, 404, 406, 409, 500, 503]",
                        "endConversation [204, 400, 401, 403, 404, 406, 500, 503]",
                        "listMessages [200, 304, 400, 401, 403, 404, 406, 500, 503]",
                        "sendMessage [200, 201, 202, 400, 401, 403, 404, 406, 409, 413, 415, 422, 500, 503]",
                        "listReplies [200, 400, 401, 403, 406, 500, 503]"),
                operations);
    }

    @Test
    void every_operation_parameter_and_response_is_explained() throws Exception {
        for (JsonNode operation : operations()) {
            assertFalse(operation.path("summary").asText().isEmpty(), operation.toString());
            assertFalse(operation.path("description").asText().isEmpty(), operation.toString());
            operation.path("parameters").forEach(OpenApiHttpTest::assertExplained);
            operation.path("responses").forEach(OpenApiHttpTest::assertExplained);
        }
    }

    private static void assertExplained(JsonNode element) {
        assertTrue(element.has("$ref") || element.path("description").asText().length() > 10, element.toString());
    }

    @Test
    void every_error_is_a_problem_document_of_documented_types() throws Exception {
        List<String> documented = new ArrayList<>(ProblemDocumentation.read().typesUnder("Either service"));
        documented.addAll(ProblemDocumentation.read().typesUnder("Initiator service"));
        Set<String> named = new TreeSet<>();
        for (JsonNode operation : operations()) {
            for (String status : names(operation.path("responses"))) {
                JsonNode content = operation.path("responses").path(status).path("content");
                if (status.charAt(0) >= '4') {
                    assertEquals(Set.of(Problem.MEDIA_TYPE), names(content));
                    names(content.path(Problem.MEDIA_TYPE).path("examples"))
                            .forEach(type -> named.add(type + " " + status));
                }
            }
        }

        // These are for requests that are no operation's.
        named.addAll(List.of("not-found 404", "method-not-allowed 405"));
        assertEquals(new TreeSet<>(documented), named);
    }

    @Test
    void a_request_may_come_as_json_or_xml_and_each_has_an_example() throws Exception {
        JsonNode content = document().at("/paths/~1conversations/post/requestBody/content");

        assertEquals(Set.of("application/json", "application/xml", "text/xml"), names(content));
        content.forEach(type -> assertTrue(type.has("examples"), type.toString()));
    }

    @Test
    void every_reference_leads_somewhere() throws Exception {
        JsonNode document = document();

        for (String reference : document.findValuesAsText("$ref")) {
            assertFalse(document.at(reference.substring(1)).isMissingNode(), reference);
        }
        assertEquals("Colloquy: initiator service", document.at("/info/title").asText());
        assertFalse(document.at("/info/version").asText().isEmpty());
    }

    private List<JsonNode> operations() throws Exception {
        List<JsonNode> operations = new ArrayList<>();
        document().path("paths").forEach(path -> path.forEach(operations::add));
        return operations;
    }

    private JsonNode document() throws Exception {
        return json(get("/openapi?format=json"));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
