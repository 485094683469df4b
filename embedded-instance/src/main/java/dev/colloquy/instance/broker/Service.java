package dev.colloquy.instance.broker;

import java.util.List;

/**
 * A service, as {@code sys.services} shows it.
 *
 * @param queueId     object_id of its queue
 * @param contractIds contracts that it accepts as a target, for {@code sys.service_contract_usages}
 */
public record Service(int databaseId, int id, String name, int ownerId, int queueId, List<Integer> contractIds)
        implements Definition {
    public Service {
        contractIds = List.copyOf(contractIds);
    }

    public boolean isSystem() {
        return id < SystemObjects.FIRST_USER_ID;
    }
}
