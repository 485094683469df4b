package dev.colloquy.problem;

import jakarta.ws.rs.HttpMethod;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestMatch;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;

/**
 * What a 405 has to say in {@code Allow} (RFC 9110 15.5.6 "405 Method Not Allowed"). Quarkus REST leaves the field out,
 * so its own routing tables are asked which methods the path has.
 */
final class AllowedMethods {
    private AllowedMethods() {}

    /** The methods of the requested path, sorted. */
    static Set<String> of(ResteasyReactiveRequestContext request) {
        RequestMatch<InitialMatch> resource =
                new RequestMapper<>(request.getDeployment().getClassMappers()).map(request.getPathWithoutPrefix());
        Set<String> methods = new TreeSet<>();
        if (resource != null) {
            String rest = resource.remaining.isEmpty() ? "/" : resource.remaining;
            Arrays.stream(resource.value.handlers)
                    .filter(ClassRoutingHandler.class::isInstance)
                    .flatMap(routing -> methods((ClassRoutingHandler) routing, rest))
                    .forEach(methods::add);
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return methods;
    }

    private static Stream<String> methods(ClassRoutingHandler routing, String path) {
        return routing.getMappers().entrySet().stream()
                .filter(method -> hasPath(method.getValue(), path))
                .map(Map.Entry::getKey)
                .filter(Objects::nonNull);
    }

    private static boolean hasPath(RequestMapper<RuntimeResource> mapper, String path) {
        return mapper.map(path) != null;
    }
}
