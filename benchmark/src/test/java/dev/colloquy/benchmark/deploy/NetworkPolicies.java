package dev.colloquy.benchmark.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the network policies of a namespace let through, by the rules of
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/: a connection needs a rule at its source and one
 * at its destination, as every pod here is selected by a policy that allows nothing.
 */
final class NetworkPolicies {
    private final Manifests manifests;

    NetworkPolicies(Manifests manifests) {
        this.manifests = manifests;
    }

    /** Whether a policy without any rule selects every pod, in both directions. */
    boolean denyByDefault() {
        return manifests.ofKind("NetworkPolicy").stream()
                .map(policy -> policy.path("spec"))
                .anyMatch(spec -> spec.path("podSelector").isEmpty()
                        && spec.path("policyTypes").size() == 2
                        && !spec.has("ingress")
                        && !spec.has("egress"));
    }

    /** The connections between pods that are possible, such as {@code a -> b:1433}. */
    SortedSet<String> betweenPods() {
        SortedSet<String> possible = new TreeSet<>();
        for (JsonNode source : manifests.workloads()) {
            for (JsonNode destination : manifests.workloads()) {
                for (int port : ports(destination)) {
                    if (!source.equals(destination) && lets(source, destination, port)) {
                        possible.add(Manifests.name(source) + " -> " + Manifests.name(destination) + ":" + port);
                    }
                }
            }
        }
        return possible;
    }

    private boolean lets(JsonNode source, JsonNode destination, int port) {
        return rules(source, "egress").stream().anyMatch(rule -> matches(rule, "to", destination, port))
                && rules(destination, "ingress").stream().anyMatch(rule -> matches(rule, "from", source, port));
    }

    private static boolean matches(JsonNode rule, String side, JsonNode pod, int port) {
        return hasPort(rule, port)
                && Manifests.each(rule.path(side))
                        .anyMatch(peer -> peer.has("podSelector")
                                && !peer.has("namespaceSelector")
                                && selects(peer.path("podSelector"), pod));
    }

    /** What pods get from beyond the namespace, such as {@code colloquy.dev/clients=allowed -> a:8080}. */
    SortedSet<String> fromOutside() {
        SortedSet<String> possible = new TreeSet<>();
        for (JsonNode destination : manifests.workloads()) {
            for (JsonNode rule : rules(destination, "ingress")) {
                outside(
                        rule,
                        "from",
                        from -> rule.path("ports")
                                .forEach(port -> possible.add(from + " -> " + Manifests.name(destination) + ":"
                                        + port.path("port").asText())));
            }
        }
        return possible;
    }

    /** Where pods get to beyond the namespace. */
    SortedSet<String> toOutside() {
        SortedSet<String> possible = new TreeSet<>();
        for (JsonNode source : manifests.workloads()) {
            for (JsonNode rule : rules(source, "egress")) {
                outside(
                        rule,
                        "to",
                        to -> rule.path("ports")
                                .forEach(port -> possible.add(Manifests.name(source) + " -> " + to + ":"
                                        + port.path("port").asText())));
            }
        }
        return possible;
    }

    private static void outside(JsonNode rule, String side, Consumer<String> found) {
        if (rule.path(side).isEmpty()) {
            found.accept("anywhere");
        }
        for (JsonNode peer : rule.path(side)) {
            if (peer.has("ipBlock")) {
                found.accept(peer.at("/ipBlock/cidr").asText());
            } else if (peer.has("namespaceSelector")) {
                JsonNode labels = peer.at("/namespaceSelector/matchLabels");
                found.accept(
                        labels.isEmpty()
                                ? "any namespace"
                                : labels.properties().stream()
                                        .map(label -> label.getKey() + "="
                                                + label.getValue().asText())
                                        .reduce((a, b) -> a + "," + b)
                                        .orElseThrow());
            }
        }
    }

    private List<JsonNode> rules(JsonNode pod, String direction) {
        Predicate<JsonNode> ofPod = policy -> selects(policy.at("/spec/podSelector"), pod);
        return manifests.ofKind("NetworkPolicy").stream()
                .filter(ofPod)
                .flatMap(policy -> Manifests.each(policy.path("spec").path(direction)))
                .toList();
    }

    /** The policies here select by labels only; an empty selector selects every pod. */
    private static boolean selects(JsonNode selector, JsonNode pod) {
        if (selector.has("matchExpressions")) {
            throw new AssertionError("not understood: " + selector);
        }
        return Manifests.carries(pod.at("/spec/template/metadata/labels"), selector.path("matchLabels"));
    }

    private static boolean hasPort(JsonNode rule, int port) {
        return rule.path("ports").isEmpty()
                || Manifests.each(rule.path("ports"))
                        .anyMatch(one -> one.path("port").asInt() == port
                                && one.path("protocol").asText("TCP").equals("TCP"));
    }

    private static List<Integer> ports(JsonNode workload) {
        return Manifests.each(Manifests.containersOf(workload).get(0).path("ports"))
                .map(port -> port.path("containerPort").asInt())
                .toList();
    }
}
