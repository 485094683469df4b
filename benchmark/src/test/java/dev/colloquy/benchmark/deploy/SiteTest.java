package dev.colloquy.benchmark.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.colloquy.benchmark.deploy.CommandLine.Answer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code k8s/new-site} writes: an overlay with secrets of its own, here with every component. */
class SiteTest {
    private static final Set<String> OF_OPERATORS = Set.of("ScaledObject", "ServiceMonitor", "PrometheusRule");

    @TempDir
    private static Path copy;

    private static Path site;

    @BeforeAll
    static void write_a_site_in_a_copy_of_the_manifests() throws IOException, InterruptedException {
        assumeTrue(CommandLine.has("OpenSSL", "openssl", "version"), "not checked: no openssl in the PATH");
        try (Stream<Path> files = Files.walk(CommandLine.REPOSITORY.resolve("k8s"))) {
            for (Path file : files.filter(file -> !file.toString().contains("/k8s/sites"))
                    .toList()) {
                Files.copy(file, copy.resolve(CommandLine.REPOSITORY.relativize(file)));
            }
        }
        Files.copy(CommandLine.REPOSITORY.resolve("colloquy-key"), copy.resolve("colloquy-key"));
        CommandLine.output(newSite(), "trial", "embedded");
        site = copy.resolve("k8s/sites/trial");
        Path kustomization = site.resolve("kustomization.yaml");
        String text = Files.readString(kustomization);
        Files.writeString(
                kustomization,
                text.replace("# components:", "components:").replace("#   - ../../components", "  - ../../components"));
    }

    private static String newSite() {
        return copy.resolve("k8s/new-site").toString();
    }

    @Test
    void everything_but_resources_of_operators_is_as_kubernetes_describes_it() throws Exception {
        List<String> problems = rendered().all().stream()
                .filter(resource -> !OF_OPERATORS.contains(resource.path("kind").asText()))
                .map(KubernetesSchema::problem)
                .flatMap(Optional::stream)
                .toList();
        assertEquals(List.of(), problems);
    }

    @Test
    void each_service_gets_passwords_and_the_hash_of_a_key_of_its_own_and_the_same_bootstrap_secret() throws Exception {
        Properties initiator = properties("initiator-secrets");
        Properties target = properties("target-secrets");
        assertEquals(
                Set.of(
                        "colloquy.jdbc.password",
                        "colloquy.setup.password",
                        "colloquy.access.keys.\"site\".hash",
                        "colloquy.access.keys.\"site\".scopes"),
                initiator.keySet());
        assertEquals(initiator.keySet(), target.keySet());
        for (String key : List.of("colloquy.jdbc.password", "colloquy.setup.password")) {
            assertTrue(initiator.getProperty(key).length() > 30, key);
            assertNotEquals(initiator.getProperty(key), target.getProperty(key));
        }
        assertEquals("begin,read,operate", initiator.getProperty("colloquy.access.keys.\"site\".scopes"));
        assertEquals(initiator.getProperty("colloquy.setup.password"), secret("initiator-instance", "sa-password"));
        assertEquals(target.getProperty("colloquy.setup.password"), secret("target-instance", "sa-password"));
        assertTrue(secret("bootstrap-secret", "bootstrap-secret").length() >= 40);
    }

    @Test
    void with_mounted_certificates_the_services_have_nothing_to_say_to_each_other() throws Exception {
        assertEquals(
                Set.of(
                        "initiator-service -> initiator-instance:1433",
                        "target-service -> target-instance:1433",
                        "initiator-instance -> target-instance:4022",
                        "target-instance -> initiator-instance:4022"),
                new NetworkPolicies(rendered()).betweenPods());
    }

    @Test
    void a_site_on_external_instances_sets_their_addresses_in_its_own_file() throws Exception {
        CommandLine.output(newSite(), "elsewhere", "external");
        Path elsewhere = copy.resolve("k8s/sites/elsewhere");
        Path kustomization = elsewhere.resolve("kustomization.yaml");
        String text = Files.readString(kustomization);
        Files.writeString(kustomization, text.replace("192.0.2.1/32", "10.1.2.3/32"));

        assertTrue(new NetworkPolicies(Manifests.of(elsewhere.toString()))
                .toOutside()
                .contains("initiator-service -> 10.1.2.3/32:1433"));
    }

    @Test
    void nobody_else_may_read_what_it_writes_and_it_writes_nothing_twice() throws Exception {
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file : files.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertTrue(mode.endsWith("------"), file + " " + mode);
            }
        }
        String before = Files.readString(site.resolve("api-keys"));
        Answer again = CommandLine.run(List.of(newSite(), "trial", "sqlserver"));
        assertEquals(1, again.status());
        assertEquals(before, Files.readString(site.resolve("api-keys")));
    }

    @Test
    void keda_scales_the_target_by_what_waits_for_it_and_the_manifest_no_longer_does() throws Exception {
        Manifests manifests = rendered();
        JsonNode scaled = manifests.find("ScaledObject", "target-service").orElseThrow();
        JsonNode target = manifests
                .find("Deployment", scaled.at("/spec/scaleTargetRef/name").asText())
                .orElseThrow();
        assertFalse(target.path("spec").has("replicas"));
        assertTrue(manifests
                .find("Deployment", "initiator-service")
                .orElseThrow()
                .path("spec")
                .has("replicas"));
        Set<String> metrics = Manifests.each(scaled.at("/spec/triggers"))
                .flatMap(trigger ->
                        Monitoring.metricsIn(trigger.at("/metadata/query").asText()))
                .collect(Collectors.toSet());
        assertEquals(Set.of("colloquy_queue_depth", "colloquy_queue_oldest_age_seconds"), metrics);
    }

    @Test
    void prometheus_finds_every_replica_of_both_services() throws Exception {
        Manifests manifests = rendered();
        JsonNode monitor = manifests.find("ServiceMonitor", "colloquy").orElseThrow();
        List<JsonNode> found = manifests.ofKind("Service").stream()
                .filter(service ->
                        Manifests.carries(service.at("/metadata/labels"), monitor.at("/spec/selector/matchLabels")))
                .toList();
        assertEquals(2, found.size());
        for (JsonNode service : found) {
            assertTrue(service.at("/spec/publishNotReadyAddresses").asBoolean());
            assertEquals(monitor.at("/spec/endpoints/0/port"), service.at("/spec/ports/0/name"));
            String job = service.at("/metadata/labels")
                    .path(monitor.at("/spec/jobLabel").asText())
                    .asText();
            assertEquals(1, manifests.selectedBy(service.at("/spec/selector")).size());
            assertTrue(manifests.find("Deployment", job).isPresent(), job);
        }
    }

    @Test
    void the_rules_of_the_cluster_are_those_of_prometheus() throws Exception {
        assertEquals(
                Monitoring.alerts().path("groups"),
                rendered().find("PrometheusRule", "colloquy").orElseThrow().at("/spec/groups"));
    }

    private static Properties properties(String name) throws IOException, InterruptedException {
        Properties properties = new Properties();
        properties.load(new StringReader(secret(name, "secrets.properties")));
        return properties;
    }

    /** What a secret holds, whatever hash its name ends in. */
    private static String secret(String name, String key) throws IOException, InterruptedException {
        String encoded = rendered().ofKind("Secret").stream()
                .filter(secret -> Manifests.name(secret).matches(name + "-[a-z0-9]+"))
                .map(secret -> secret.path("data").path(key).asText())
                .collect(Collectors.joining());
        return new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static Manifests rendered() throws IOException, InterruptedException {
        return Manifests.of(site.toString());
    }
}
