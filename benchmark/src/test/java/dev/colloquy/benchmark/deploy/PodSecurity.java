package dev.colloquy.benchmark.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;

/**
 * The restricted Pod Security Standard, as https://kubernetes.io/docs/concepts/security/pod-security-standards/ has it, for
 * what a pod of Colloquy can have.
 */
final class PodSecurity {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final List<String> OF_THE_HOST = List.of("hostNetwork", "hostPID", "hostIPC");

    private PodSecurity() {}

    /** What the standard forbids in the pods of a workload; empty if nothing. */
    static List<String> violations(JsonNode workload) {
        List<String> violations = new ArrayList<>();
        JsonNode pod = Manifests.podOf(workload);
        for (String shared : OF_THE_HOST) {
            demand(violations, !pod.path(shared).asBoolean(), shared);
        }
        for (JsonNode volume : pod.path("volumes")) {
            demand(violations, volume.properties().stream().allMatch(PodSecurity::allowed), "volume " + volume);
        }
        for (JsonNode container : Manifests.containersOf(workload)) {
            container(violations, pod.path("securityContext"), container);
        }
        return violations;
    }

    private static boolean allowed(Entry<String, JsonNode> member) {
        return member.getKey().equals("name") || VOLUMES.contains(member.getKey());
    }

    private static void container(List<String> violations, JsonNode ofPod, JsonNode container) {
        JsonNode own = container.path("securityContext");
        String name = container.path("name").asText();
        demand(violations, !own.path("privileged").asBoolean(), name + " privileged");
        demand(violations, isFalse(own.path("allowPrivilegeEscalation")), name + " allowPrivilegeEscalation");
        demand(violations, either(ofPod, own, "/runAsNonRoot").asBoolean(), name + " runAsNonRoot");
        demand(violations, either(ofPod, own, "/runAsUser").asInt(1) != 0, name + " runAsUser");
        String seccomp = either(ofPod, own, "/seccompProfile/type").asText();
        demand(violations, Set.of("RuntimeDefault", "Localhost").contains(seccomp), name + " seccompProfile");
        demand(
                violations,
                Manifests.each(own.at("/capabilities/drop"))
                        .anyMatch(capability -> capability.asText().equals("ALL")),
                name + " capabilities.drop");
        demand(
                violations,
                Manifests.each(own.at("/capabilities/add"))
                        .allMatch(capability -> capability.asText().equals("NET_BIND_SERVICE")),
                name + " capabilities.add");
        demand(
                violations,
                Manifests.each(container.path("ports"))
                        .noneMatch(port -> port.path("hostPort").asInt() != 0),
                name + " hostPort");
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.asBoolean();
    }

    /** What the container says, or else the pod. */
    private static JsonNode either(JsonNode pod, JsonNode container, String pointer) {
        return container.at(pointer).isMissingNode() ? pod.at(pointer) : container.at(pointer);
    }

    private static void demand(List<String> violations, boolean met, String what) {
        if (!met) {
            violations.add(what);
        }
    }
}
