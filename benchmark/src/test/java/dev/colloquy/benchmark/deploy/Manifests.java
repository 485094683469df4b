package dev.colloquy.benchmark.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The resources of a kustomization, as {@code kubectl kustomize} renders them. */
final class Manifests {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> WORKLOADS = List.of("Deployment", "StatefulSet");

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private final List<JsonNode> resources;

    private Manifests(List<JsonNode> resources) {
        this.resources = resources;
    }

    /** Renders a folder of the repository, once; skips the test where no kubectl does. */
    static Manifests of(String folder) throws IOException, InterruptedException {
        Manifests before = RENDERED.get(folder);
        if (before == null) {
            before = render(folder);
            RENDERED.put(folder, before);
        }
        return before;
    }

    private static Manifests render(String folder) throws IOException, InterruptedException {
        assumeTrue(
                CommandLine.has("Kustomize Version: v5", "kubectl", "version", "--client"),
                "not checked: no kubectl with kustomize 5 in the PATH (.ci/tools brings one)");
        String rendered = CommandLine.output("kubectl", "kustomize", folder);
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(rendered)) {
            return new Manifests(documents.readAll());
        }
    }

    List<JsonNode> all() {
        return resources;
    }

    List<JsonNode> ofKind(String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .toList();
    }

    Optional<JsonNode> find(String kind, String name) {
        return ofKind(kind).stream()
                .filter(resource -> name(resource).equals(name))
                .findFirst();
    }

    /** Everything that makes pods. */
    List<JsonNode> workloads() {
        return WORKLOADS.stream().flatMap(kind -> ofKind(kind).stream()).toList();
    }

    /** The workloads whose pods carry all of these labels; all of them without any. */
    List<JsonNode> selectedBy(JsonNode labels) {
        return workloads().stream()
                .filter(workload -> carries(workload.at("/spec/template/metadata/labels"), labels))
                .toList();
    }

    /** Whether labels hold all of those that are wanted. */
    static boolean carries(JsonNode has, JsonNode wanted) {
        return wanted.properties().stream().allMatch(label -> label.getValue().equals(has.get(label.getKey())));
    }

    static String name(JsonNode resource) {
        return resource.at("/metadata/name").asText();
    }

    static JsonNode podOf(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    static List<JsonNode> containersOf(JsonNode workload) {
        List<JsonNode> containers = new ArrayList<>();
        podOf(workload).path("containers").forEach(containers::add);
        podOf(workload).path("initContainers").forEach(containers::add);
        return containers;
    }

    /** The elements of an array; none if there is no array. */
    static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
