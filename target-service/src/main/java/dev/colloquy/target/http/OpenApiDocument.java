package dev.colloquy.target.http;

import dev.colloquy.contract.IdentityMessage;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemType;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI document: a response for each {@link ProblemType}, to which operations refer by its slug, and on
 * each operation the problems that any of them may answer.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiDocument implements OASFilter {
    private static final List<GeneralProblem> OF_EVERY_OPERATION = List.of(
            GeneralProblem.UNAUTHENTICATED,
            GeneralProblem.FORBIDDEN,
            GeneralProblem.NOT_ACCEPTABLE,
            GeneralProblem.INTERNAL_ERROR,
            GeneralProblem.INSTANCE_UNAVAILABLE);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getInfo() == null) {
            document.setInfo(OASFactory.createInfo());
        }
        document.getInfo()
                .title("Colloquy: target service")
                .description("Shows what the target has done with requests, and lets operators decide about those that"
                        + " have failed too often. Every error is a problem document of RFC 9457.");
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema("Problem", problem());
        Stream.<ProblemType[]>of(GeneralProblem.values(), ParkedRequestProblem.values())
                .flatMap(Stream::of)
                .forEach(type -> document.getComponents().addResponse(type.slug(), response(type)));
        // Between the two services, and nothing for operators.
        document.getPaths().removePathItem(IdentityMessage.PATH);
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(OpenApiDocument::addProblems));
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("A problem document of RFC 9457.")
                .addProperty("type", text().addExample(ParkedRequestProblem.UNKNOWN_PARKED_REQUEST.uri()))
                .addProperty("title", text())
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text())
                .addProperty("instance", text())
                .required(List.of("type", "title", "status"));
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(SchemaType.STRING);
    }

    private static void addProblems(Operation operation) {
        for (ProblemType type : OF_EVERY_OPERATION) {
            String status = String.valueOf(type.status());
            if (!operation.getResponses().hasAPIResponse(status)) {
                operation
                        .getResponses()
                        .addAPIResponse(
                                status, OASFactory.createAPIResponse().ref("#/components/responses/" + type.slug()));
            }
        }
    }

    private static APIResponse response(ProblemType type) {
        Schema problem = OASFactory.createSchema().ref("#/components/schemas/Problem");
        return OASFactory.createAPIResponse()
                .description(type.title() + " (" + type.uri() + ").")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(problem)));
    }
}
