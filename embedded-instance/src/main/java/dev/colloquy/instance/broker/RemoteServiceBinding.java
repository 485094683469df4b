package dev.colloquy.instance.broker;

/**
 * A remote service binding, as {@code sys.remote_service_bindings} shows it.
 *
 * @param service  remote_service_name
 * @param userId   remote_principal_id: the user whose certificate secures dialogs to the service
 */
public record RemoteServiceBinding(
        int databaseId, int id, String name, int ownerId, String service, int userId, boolean anonymous)
        implements Definition {}
