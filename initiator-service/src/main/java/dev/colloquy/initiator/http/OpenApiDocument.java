package dev.colloquy.initiator.http;

import dev.colloquy.contract.IdentityMessage;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI document: a response for each {@link ProblemType}, so that operations refer to it by its slug,
 * and on each operation the problems that any of them may answer.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiDocument implements OASFilter {
    private static final List<ProblemType> OF_EVERY_OPERATION =
            List.of(ProblemType.NOT_ACCEPTABLE, ProblemType.INTERNAL_ERROR, ProblemType.INSTANCE_UNAVAILABLE);

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
        Arrays.stream(ProblemType.values())
                .forEach(type -> document.getComponents().addResponse(type.slug(), response(type)));
        // Between the two services, and nothing for clients.
        document.getPaths().removePathItem(IdentityMessage.PATH);
        document.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(OpenApiDocument::addProblems));
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
        APIResponse response = OASFactory.createAPIResponse()
                .description(type.title() + " (" + type.uri() + ").")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(problem)));
        if (type == ProblemType.INSTANCE_UNAVAILABLE) {
            response.addHeader(
                    "Retry-After",
                    OASFactory.createHeader()
                            .description("Seconds to wait before another attempt.")
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.INTEGER)));
        }
        return response;
    }
}
