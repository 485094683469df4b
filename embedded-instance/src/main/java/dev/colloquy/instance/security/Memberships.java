package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which principals of a database are members of which roles. */
final class Memberships {
    private static final String KIND = "role-member";

    /** A row of {@code sys.database_role_members}. */
    record Membership(int databaseId, int id, int roleId, int memberId) {
        private StoredObject stored() {
            return new StoredObject(
                    KIND,
                    databaseId,
                    id,
                    "",
                    Map.of(
                            "role", Integer.toString(roleId),
                            "member", Integer.toString(memberId)));
        }

        private static Membership read(StoredObject stored) {
            return new Membership(
                    stored.databaseId(),
                    stored.objectId(),
                    Integer.parseInt(stored.attributes().get("role")),
                    Integer.parseInt(stored.attributes().get("member")));
        }
    }

    private record Member(int databaseId, int principalId) {}

    private final Map<Member, List<Integer>> rolesOf = new ConcurrentHashMap<>();
    private final Register<Membership> memberships;

    Memberships(ObjectStore store) {
        this.memberships =
                new Register<>(store, new Codec<>(KIND, KIND, Membership::read, Membership::stored), new ByMember());
    }

    private final class ByMember implements Register.Index<Membership> {
        @Override
        public void added(Membership membership) {
            rolesOf.merge(key(membership), List.of(membership.roleId()), Memberships::joined);
        }

        @Override
        public void removed(Membership membership) {
            rolesOf.computeIfPresent(key(membership), (key, roles) -> without(roles, membership.roleId()));
        }

        private Member key(Membership membership) {
            return new Member(membership.databaseId(), membership.memberId());
        }
    }

    private static List<Integer> joined(List<Integer> roles, List<Integer> more) {
        Set<Integer> all = new LinkedHashSet<>(roles);
        all.addAll(more);
        return List.copyOf(all);
    }

    private static List<Integer> without(List<Integer> roles, int role) {
        return roles.stream().filter(id -> id != role).toList();
    }

    /** The principal itself, its roles, the roles of these, and public. */
    Set<Integer> identitiesOf(int databaseId, int principalId) {
        Set<Integer> found = new LinkedHashSet<>();
        Deque<Integer> open = new ArrayDeque<>();
        open.add(principalId);
        while (!open.isEmpty()) {
            int next = open.remove();
            if (found.add(next)) {
                open.addAll(rolesOf.getOrDefault(new Member(databaseId, next), List.of()));
            }
        }
        found.add(Principal.PUBLIC);
        return found;
    }

    List<Membership> all(int databaseId) {
        return memberships.all(databaseId);
    }

    /** Does nothing if the member is in the role already. */
    void add(Transaction transaction, int databaseId, int roleId, int memberId) {
        if (find(databaseId, roleId, memberId).isEmpty()) {
            int id = memberships.nextId(databaseId, 0);
            memberships.put(transaction, new Membership(databaseId, id, roleId, memberId));
        }
    }

    /** Returns false if the member is not in the role. */
    boolean remove(Transaction transaction, int databaseId, int roleId, int memberId) {
        Optional<Membership> found = find(databaseId, roleId, memberId);
        found.ifPresent(membership -> memberships.remove(transaction, membership));
        return found.isPresent();
    }

    boolean hasMembers(int databaseId, int roleId) {
        return all(databaseId).stream().anyMatch(membership -> membership.roleId() == roleId);
    }

    void forgetMember(Transaction transaction, int databaseId, int memberId) {
        for (Membership membership : all(databaseId)) {
            if (membership.memberId() == memberId) {
                memberships.remove(transaction, membership);
            }
        }
    }

    void forget(Transaction transaction, int databaseId) {
        memberships.forget(transaction, databaseId);
    }

    private Optional<Membership> find(int databaseId, int roleId, int memberId) {
        return all(databaseId).stream()
                .filter(membership -> membership.roleId() == roleId && membership.memberId() == memberId)
                .findFirst();
    }
}
