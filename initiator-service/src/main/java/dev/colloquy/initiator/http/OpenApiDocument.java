package dev.colloquy.initiator.http;

import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemType;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Completes the OpenAPI document with the problems that each operation may answer. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getInfo() == null) {
            document.setInfo(OASFactory.createInfo());
        }
        document.getInfo()
                .title("Colloquy: initiator service")
                .description("Begins conversations across two SQL Server instances and shows what has come of them. "
                        + "Every error is a problem document of RFC 9457.");
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema("Violation", violation()).addSchema("Problem", problem());
        // Between the two services, and nothing for clients.
        document.getPaths().removePathItem(IdentityMessage.PATH);
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(OpenApiDocument::addProblems));
    }

    private static Schema problem() {
        return object("A problem document of RFC 9457.")
                .addProperty("type", text().addExample(ConversationProblem.UNKNOWN_CONVERSATION.uri()))
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty("instance", text())
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .items(OASFactory.createSchema().ref("#/components/schemas/Violation")))
                .required(List.of("type", "title", "status"));
    }

    private static Schema violation() {
        return object("One member of a body that is not valid.")
                .addProperty("member", text())
                .addProperty("message", text());
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(SchemaType.OBJECT).description(description);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static void addProblems(Operation operation) {
        OperationProblems.of(operation.getOperationId())
                .forEach((status, types) ->
                        operation.getResponses().addAPIResponse(String.valueOf(status), response(types)));
    }

    /** One status, with an example for each type that it may stand for. */
    private static APIResponse response(List<ProblemType> types) {
        MediaType content =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
        types.forEach(type -> content.addExample(type.slug(), example(type)));
        APIResponse response = OASFactory.createAPIResponse()
                .description(types.stream()
                        .map(type -> type.title() + " (" + type.uri() + ").")
                        .collect(Collectors.joining(" ")))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, content));
        if (types.contains(GeneralProblem.INSTANCE_UNAVAILABLE)) {
            response.addHeader("Retry-After", header("Seconds to wait before another attempt.", SchemaType.INTEGER));
        }
        if (types.contains(GeneralProblem.UNAUTHENTICATED)) {
            response.addHeader("WWW-Authenticate", header("How to authenticate.", SchemaType.STRING));
        }
        return response;
    }

    private static Header header(String description, SchemaType type) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema().addType(type));
    }

    /** In order: the document is part of the build, and the same sources are to give the same build. */
    private static Example example(ProblemType type) {
        return OASFactory.createExample()
                .summary(type.title())
                .value(new TreeMap<>(Map.of("type", type.uri(), "title", type.title(), "status", type.status())));
    }
}
