package dev.colloquy.instance.security;

/**
 * What a permission is about.
 *
 * @param securableClass in upper case with single blanks: DATABASE, OBJECT (tables, queues, procedures …), SCHEMA,
 *                       SERVICE, CONTRACT, MESSAGE TYPE, ROUTE, REMOTE SERVICE BINDING, CERTIFICATE, USER, ROLE; on the
 *                       server ENDPOINT, LOGIN, SERVER
 * @param databaseId     0 for the classes of the server
 * @param majorId        id of the object within its class; 0 for DATABASE and SERVER
 */
public record Securable(String securableClass, int databaseId, int majorId) {
    public static final String DATABASE = "DATABASE";
    public static final String OBJECT = "OBJECT";
    public static final String SCHEMA = "SCHEMA";
    public static final String SERVICE = "SERVICE";
    public static final String CONTRACT = "CONTRACT";
    public static final String MESSAGE_TYPE = "MESSAGE TYPE";
    public static final String ROUTE = "ROUTE";
    public static final String REMOTE_SERVICE_BINDING = "REMOTE SERVICE BINDING";
    public static final String CERTIFICATE = "CERTIFICATE";
    public static final String ENDPOINT = "ENDPOINT";
    public static final String SERVER = "SERVER";

    public static Securable database(int databaseId) {
        return new Securable(DATABASE, databaseId, 0);
    }

    public static Securable object(int databaseId, int objectId) {
        return new Securable(OBJECT, databaseId, objectId);
    }

    public static Securable schema(int databaseId, int schemaId) {
        return new Securable(SCHEMA, databaseId, schemaId);
    }

    public static Securable service(int databaseId, int serviceId) {
        return new Securable(SERVICE, databaseId, serviceId);
    }

    public static Securable contract(int databaseId, int contractId) {
        return new Securable(CONTRACT, databaseId, contractId);
    }

    public static Securable endpoint(int endpointId) {
        return new Securable(ENDPOINT, 0, endpointId);
    }

    public static Securable server() {
        return new Securable(SERVER, 0, 0);
    }

    /** True for the classes whose permissions are granted to logins. */
    public boolean isOfServer() {
        return databaseId == 0;
    }
}
