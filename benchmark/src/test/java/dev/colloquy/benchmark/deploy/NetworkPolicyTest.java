package dev.colloquy.benchmark.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect to whom: everything that is possible, and nothing else is. */
class NetworkPolicyTest {
    private static final Set<String> BETWEEN_SERVICES =
            Set.of("initiator-service -> target-service:8081", "target-service -> initiator-service:8080");

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "sqlserver"})
    void an_instance_is_reached_by_its_owner_and_its_endpoint_by_the_other_instance(String overlay) throws Exception {
        Set<String> expected = new TreeSet<>(BETWEEN_SERVICES);
        expected.addAll(Set.of(
                "initiator-service -> initiator-instance:1433",
                "target-service -> target-instance:1433",
                "initiator-instance -> target-instance:4022",
                "target-instance -> initiator-instance:4022"));
        assertEquals(expected, of(overlay).betweenPods());
    }

    @Test
    void two_targets_have_nothing_to_do_with_each_other() throws Exception {
        Set<String> expected = new TreeSet<>(of("embedded").betweenPods());
        expected.addAll(Set.of(
                "initiator-service -> target-service-2:8081",
                "target-service-2 -> initiator-service:8080",
                "target-service-2 -> target-instance-2:1433",
                "initiator-instance -> target-instance-2:4022",
                "target-instance-2 -> initiator-instance:4022"));
        assertEquals(
                expected,
                new NetworkPolicies(Manifests.of("benchmark/src/test/kubernetes/several-targets")).betweenPods());
    }

    @Test
    void each_service_reaches_its_own_external_instance_and_not_the_other_one() throws Exception {
        NetworkPolicies external = of("external");
        assertEquals(BETWEEN_SERVICES, external.betweenPods());
        assertEquals(
                Set.of(
                        "initiator-service -> 192.0.2.1/32:1433",
                        "initiator-service -> kubernetes.io/metadata.name=kube-system:53",
                        "target-service -> 192.0.2.2/32:1433",
                        "target-service -> kubernetes.io/metadata.name=kube-system:53"),
                external.toOutside());
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "sqlserver", "external"})
    void namespaces_get_in_by_label_only_and_the_management_port_is_for_monitoring(String overlay) throws Exception {
        NetworkPolicies policies = of(overlay);
        assertTrue(policies.denyByDefault());
        assertEquals(
                Set.of(
                        "colloquy.dev/clients=allowed -> initiator-service:8080",
                        "colloquy.dev/operators=allowed -> target-service:8081",
                        "colloquy.dev/monitoring=allowed -> initiator-service:9000",
                        "colloquy.dev/monitoring=allowed -> target-service:9001"),
                policies.fromOutside());
    }

    private static NetworkPolicies of(String overlay) throws IOException, InterruptedException {
        return new NetworkPolicies(Manifests.of("k8s/overlays/" + overlay));
    }
}
