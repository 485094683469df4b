package dev.colloquy.initiator.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Says in the OpenAPI document how callers authenticate: with either scheme, or not at all where none is configured. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class SecuritySchemes implements OASFilter {
    private static final String KEY = "apiKey";
    private static final String TOKEN = "bearerToken";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        KEY,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.HEADER)
                                .name("X-API-Key")
                                .description("An API key. Its scopes (begin, read, operate) are configured with it."))
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description(
                                        "An access token of the OpenID provider that the service trusts. The claims"
                                                + " scope, scp and groups grant begin, read and operate."));
        document.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(KEY))
                .addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(TOKEN));
    }
}
