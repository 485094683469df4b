package dev.colloquy.instance.broker;

import java.util.List;
import java.util.Map;

/**
 * A contract, as {@code sys.service_contracts} shows it.
 *
 * @param usages the message types by id, for {@code sys.service_contract_message_usages}
 */
public record Contract(int databaseId, int id, String name, int ownerId, Map<Integer, SentBy> usages)
        implements Definition {
    /** The contract DEFAULT, which BEGIN DIALOG uses when none is named. */
    public static final String DEFAULT = "DEFAULT";

    public Contract {
        usages = Map.copyOf(usages);
    }

    public boolean isSystem() {
        return id < SystemObjects.FIRST_USER_ID;
    }

    /** The ids of its message types in ascending order. */
    public List<Integer> messageTypeIds() {
        return usages.keySet().stream().sorted().toList();
    }
}
