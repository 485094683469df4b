package dev.colloquy.benchmark.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl kustomize} makes of {@code k8s/} holds together, whichever overlay. */
@ParameterizedClass
@ValueSource(
        strings = {
            "k8s/overlays/embedded",
            "k8s/overlays/sqlserver",
            "k8s/overlays/external",
            "benchmark/src/test/kubernetes/several-targets"
        })
class KubernetesManifestsTest {
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final Manifests manifests;

    KubernetesManifestsTest(String folder) throws IOException, InterruptedException {
        this.manifests = Manifests.of(folder);
    }

    @Test
    void every_resource_is_as_kubernetes_describes_it() throws Exception {
        List<String> problems = manifests.all().stream()
                .map(KubernetesSchema::problem)
                .flatMap(Optional::stream)
                .toList();
        assertEquals(List.of(), problems);
    }

    @Test
    void every_pod_passes_the_restricted_standard_that_its_namespace_enforces() throws Exception {
        assertEquals(
                "restricted",
                manifests
                        .find("Namespace", "colloquy")
                        .orElseThrow()
                        .at("/metadata/labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asText());
        for (JsonNode workload : manifests.workloads()) {
            assertEquals(List.of(), PodSecurity.violations(workload), Manifests.name(workload));
            assertFalse(Manifests.podOf(workload)
                    .path("automountServiceAccountToken")
                    .asBoolean(true));
        }
    }

    @Test
    void what_is_ours_runs_on_a_read_only_root_file_system() throws Exception {
        for (JsonNode workload : manifests.workloads()) {
            for (JsonNode container : Manifests.containersOf(workload)) {
                boolean ours = container.path("image").asText().startsWith("colloquy/");
                assertTrue(
                        !ours
                                || container
                                        .at("/securityContext/readOnlyRootFilesystem")
                                        .asBoolean(),
                        Manifests.name(workload));
            }
        }
    }

    @Test
    void every_container_has_probes_and_a_bound_on_its_memory() throws Exception {
        for (JsonNode workload : manifests.workloads()) {
            for (JsonNode container : Manifests.containersOf(workload)) {
                for (String member : List.of(
                        "/startupProbe",
                        "/readinessProbe",
                        "/livenessProbe",
                        "/resources/requests/cpu",
                        "/resources/requests/memory",
                        "/resources/limits/memory")) {
                    assertFalse(container.at(member).isMissingNode(), Manifests.name(workload) + member);
                }
            }
        }
    }

    @Test
    void every_image_has_a_tag_and_ours_is_this_version() throws Exception {
        String version = Files.readString(CommandLine.REPOSITORY.resolve("pom.xml"))
                .replaceAll("(?s).*?<version>(.*?)</version>.*", "$1");
        for (JsonNode workload : manifests.workloads()) {
            for (JsonNode container : Manifests.containersOf(workload)) {
                String image = container.path("image").asText();
                assertTrue(
                        image.startsWith("colloquy/")
                                ? image.endsWith(":" + version)
                                : image.matches(".+:(?!latest$).+"),
                        image);
            }
        }
    }

    @Test
    void the_services_are_probed_on_the_management_port_only() throws Exception {
        for (JsonNode service : services()) {
            JsonNode container = Manifests.containersOf(service).get(0);
            for (String probe : List.of("startupProbe:started", "readinessProbe:ready", "livenessProbe:live")) {
                String[] parts = probe.split(":");
                JsonNode request = container.path(parts[0]).path("httpGet");
                assertEquals("management", request.path("port").asText());
                assertEquals("/q/health/" + parts[1], request.path("path").asText());
            }
        }
    }

    @Test
    void a_service_gets_more_time_to_end_than_it_takes_to_drain() throws Exception {
        for (JsonNode service : services()) {
            JsonNode settings = settings(service);
            String loop = Manifests.name(service).startsWith("target") ? "RECEIVE" : "COLLECTOR";
            Duration needed = duration(settings.path("QUARKUS_SHUTDOWN_DELAY"), Duration.ZERO)
                    .plus(duration(settings.path("COLLOQUY_" + loop + "_STOP_GRACE"), DRAIN))
                    .plus(MARGIN);
            long granted = Manifests.podOf(service)
                    .path("terminationGracePeriodSeconds")
                    .asLong();
            assertTrue(granted > needed.toSeconds(), granted + " s");
        }
    }

    private static Duration duration(JsonNode setting, Duration otherwise) {
        return setting.isMissingNode()
                ? otherwise
                : Duration.parse("PT" + setting.asText().toUpperCase(Locale.ROOT));
    }

    @Test
    void every_selector_finds_pods_and_every_port_of_a_service_is_one_of_theirs() throws Exception {
        for (JsonNode service : manifests.ofKind("Service")) {
            List<JsonNode> workloads = manifests.selectedBy(service.at("/spec/selector"));
            assertEquals(1, workloads.size(), Manifests.name(service));
            Set<String> ports = Manifests.each(
                            Manifests.containersOf(workloads.get(0)).get(0).path("ports"))
                    .map(port -> port.path("name").asText())
                    .collect(Collectors.toSet());
            for (JsonNode port : service.at("/spec/ports")) {
                assertTrue(ports.contains(port.path("targetPort").asText()), Manifests.name(service) + port);
            }
        }
        Stream.of("Deployment", "StatefulSet", "PodDisruptionBudget")
                .flatMap(kind -> manifests.ofKind(kind).stream())
                .forEach(one -> assertEquals(
                        1,
                        manifests
                                .selectedBy(one.at("/spec/selector/matchLabels"))
                                .size(),
                        Manifests.name(one)));
        for (JsonNode workload : manifests.ofKind("StatefulSet")) {
            assertTrue(manifests
                    .find("Service", workload.at("/spec/serviceName").asText())
                    .isPresent());
        }
    }

    @Test
    void the_peer_reaches_pods_that_are_not_ready_as_readiness_waits_for_the_peer() throws Exception {
        for (JsonNode service : services()) {
            for (String url :
                    settings(service).path("COLLOQUY_PEER_URL").asText().split(",")) {
                JsonNode peer = manifests
                        .find("Service", url.replaceAll("http://(.*):.*", "$1"))
                        .orElseThrow(() -> new AssertionError(url));
                assertTrue(peer.at("/spec/publishNotReadyAddresses").asBoolean(), url);
                assertEquals(
                        url.replaceAll(".*:", ""),
                        peer.at("/spec/ports").get(0).path("port").asText());
                assertFalse(carriesOwnName(peer, service), url);
            }
        }
    }

    private static boolean carriesOwnName(JsonNode peer, JsonNode service) {
        return peer.at("/spec/selector").equals(service.at("/spec/selector/matchLabels"));
    }

    @Test
    void every_config_map_secret_and_key_that_a_pod_names_exists() throws Exception {
        for (JsonNode workload : manifests.workloads()) {
            for (JsonNode reference : references(workload)) {
                String name = reference.has("secretName")
                        ? reference.path("secretName").asText()
                        : reference.path("name").asText();
                Optional<JsonNode> found = Stream.of("ConfigMap", "Secret")
                        .flatMap(kind -> manifests.find(kind, name).stream())
                        .findFirst();
                assertTrue(found.isPresent(), Manifests.name(workload) + " names " + reference);
                assertTrue(
                        !reference.has("key")
                                || found.get()
                                        .path("data")
                                        .has(reference.path("key").asText()),
                        reference.toString());
                assertTrue(found.get().path("immutable").asBoolean(), name + " may change under a pod");
            }
        }
    }

    private static List<JsonNode> references(JsonNode workload) {
        List<JsonNode> references = new ArrayList<>();
        for (String member : List.of("configMapRef", "secretRef", "secretKeyRef", "configMapKeyRef", "secret")) {
            references.addAll(Manifests.podOf(workload).findValues(member));
        }
        return references;
    }

    @Test
    void every_setting_is_one_of_the_documented_ones() throws Exception {
        String documented =
                Files.readString(CommandLine.REPOSITORY.resolve("docs/configuration.md"), StandardCharsets.UTF_8);
        Set<String> unknown = new TreeSet<>();
        for (JsonNode service : services()) {
            settings(service).fieldNames().forEachRemaining(name -> {
                if (name.startsWith("COLLOQUY_") && !documented.contains("`" + name + "`")) {
                    unknown.add(name);
                }
            });
        }
        assertEquals(Set.of(), unknown);
    }

    @Test
    void no_secret_that_comes_with_an_overlay_lets_anybody_in() throws Exception {
        for (JsonNode secret : manifests.ofKind("Secret")) {
            secret.path("data").forEach(value -> {
                String text = new String(Base64.getMimeDecoder().decode(value.asText()), StandardCharsets.UTF_8);
                assertTrue(
                        text.lines().allMatch(line -> line.isEmpty() || line.startsWith("#") || line.endsWith("=")),
                        () -> Manifests.name(secret) + " has a value: " + text);
            });
        }
    }

    private List<JsonNode> services() {
        return manifests.ofKind("Deployment");
    }

    /** The environment that the pods of a service get from its config map. */
    private JsonNode settings(JsonNode service) {
        String name = Manifests.containersOf(service)
                .get(0)
                .at("/envFrom/0/configMapRef/name")
                .asText();
        return manifests.find("ConfigMap", name).orElseThrow().path("data");
    }
}
