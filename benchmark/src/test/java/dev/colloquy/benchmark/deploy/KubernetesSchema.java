package dev.colloquy.benchmark.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Kubernetes' own description of its resources (OpenAPI), as its Java client carries it: which members there are, which
 * have to be there, and of which type they are.
 */
final class KubernetesSchema {
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("v1/ConfigMap", new Kind(V1ConfigMap.class, V1ConfigMap::validateJsonElement)),
            Map.entry("v1/Namespace", new Kind(V1Namespace.class, V1Namespace::validateJsonElement)),
            Map.entry("v1/Secret", new Kind(V1Secret.class, V1Secret::validateJsonElement)),
            Map.entry("v1/Service", new Kind(V1Service.class, V1Service::validateJsonElement)),
            Map.entry("v1/ServiceAccount", new Kind(V1ServiceAccount.class, V1ServiceAccount::validateJsonElement)),
            Map.entry("apps/v1/Deployment", new Kind(V1Deployment.class, V1Deployment::validateJsonElement)),
            Map.entry("apps/v1/StatefulSet", new Kind(V1StatefulSet.class, V1StatefulSet::validateJsonElement)),
            Map.entry(
                    "policy/v1/PodDisruptionBudget",
                    new Kind(V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement)),
            Map.entry(
                    "networking.k8s.io/v1/NetworkPolicy",
                    new Kind(V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement)));

    static {
        // Its constructor fills the type adapters that the class hands out.
        new JSON();
    }

    private KubernetesSchema() {}

    private record Kind(Class<?> type, Validation validation) {}

    @FunctionalInterface
    private interface Validation {
        void check(JsonElement element) throws IOException;
    }

    /** What is wrong with a resource. A kind that is not known is wrong too. */
    static Optional<String> problem(JsonNode resource) {
        String name = resource.path("apiVersion").asText() + "/"
                + resource.path("kind").asText();
        Kind kind = KINDS.get(name);
        if (kind == null) {
            return Optional.of("no schema for " + name);
        }
        JsonElement element = JsonParser.parseString(resource.toString());
        try {
            kind.validation().check(element);
            Objects.requireNonNull(JSON.getGson().getAdapter(kind.type()).fromJsonTree(element));
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(name + " " + Manifests.name(resource) + ": " + e.getMessage());
        }
    }
}
