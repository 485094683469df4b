package dev.colloquy.instance.engine;

import dev.colloquy.instance.broker.Endpoint;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.BrokerDefinition;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.tsql.Statement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Optional;
import java.util.Set;

/**
 * Which permission a statement that defines something needs, and the error without it. Members of sysadmin need none;
 * what has no permission of its own here needs CONTROL on the database.
 */
final class StatementPermissions {
    private static final Set<String> SERVER_CLASSES = Set.of("SERVER", "LOGIN", "DATABASE", "SERVER ROLE");
    private static final String MASTER = "master";

    private final Instance instance;
    private final Authorization authorization;

    StatementPermissions(Instance instance) {
        this.instance = instance;
        this.authorization = instance.authorization();
    }

    /**
     * Refuses the statement to those who may not run it.
     *
     * @throws SqlError 262, 3701, 5011, 15151 or 15247
     */
    void require(Statement statement, Scope scope) {
        if (authorization.isSysadmin(scope.session())) {
            return;
        }
        if (statement instanceof DefinitionStatement s && requireOfDatabase(s, scope)) {
            return;
        }
        if (statement instanceof SecurityStatement s && requireOfLogin(s, scope)) {
            return;
        }
        if (requireOfEndpoint(statement, scope)) {
            return;
        }
        Optional<String> permission = definitionPermission(statement);
        if (permission.isPresent()) {
            authorization.requireDefinition(permission.get(), scope);
            return;
        }
        String needed =
                statement instanceof SecurityStatement.CreateUser || statement instanceof SecurityStatement.DropUser
                        ? "ALTER ANY USER"
                        : "CONTROL";
        if (isForSysadmin(statement) || !authorization.hasDatabasePermission(needed, scope)) {
            throw notPermitted();
        }
    }

    private static SqlError notPermitted() {
        return new SqlError(15247, 16, 1, "User does not have permission to perform this action.");
    }

    // Databases

    private boolean requireOfDatabase(DefinitionStatement statement, Scope scope) {
        if (statement instanceof DefinitionStatement.CreateDatabase) {
            requireCreateDatabase(scope);
        } else if (statement instanceof DefinitionStatement.DropDatabase s) {
            s.names().forEach(name -> requireDropDatabase(name, scope));
        } else if (statement instanceof DefinitionStatement.AlterDatabase s) {
            requireAlterDatabase(s, scope);
        } else {
            return false;
        }
        return true;
    }

    private void requireCreateDatabase(Scope scope) {
        Database master = database(MASTER).orElseThrow();
        if (!authorization.hasServerPermission("CREATE ANY DATABASE", scope)
                && !authorization.hasPermissionOn(master, "CREATE DATABASE", scope)) {
            throw Authorization.definitionDenied("CREATE DATABASE", MASTER);
        }
    }

    private Optional<Database> database(String name) {
        return instance.storage().databases().named(name);
    }

    private void requireDropDatabase(String name, Scope scope) {
        Optional<Database> database = database(name);
        if (database.isPresent()
                && !authorization.hasServerPermission("ALTER ANY DATABASE", scope)
                && !authorization.hasPermissionOn(database.get(), "CONTROL", scope)) {
            throw new SqlError(
                    3701,
                    11,
                    1,
                    "Cannot drop the database '" + name
                            + "', because it does not exist or you do not have permission.");
        }
    }

    private void requireAlterDatabase(DefinitionStatement.AlterDatabase s, Scope scope) {
        String name = s.database().orElse(scope.database().name());
        boolean trust = s.options().stream().anyMatch(option -> option.startsWith("TRUSTWORTHY"));
        boolean allowed = name.equalsIgnoreCase(scope.database().name())
                ? authorization.hasDatabasePermission("ALTER", scope)
                : database(name)
                        .filter(database -> authorization.hasPermissionOn(database, "ALTER", scope))
                        .isPresent();
        if (trust || !(allowed || authorization.hasServerPermission("ALTER ANY DATABASE", scope))) {
            throw new SqlError(
                    5011,
                    14,
                    5,
                    "User does not have permission to alter database '" + name
                            + "', the database does not exist, or the database is not in a state that allows access"
                            + " checks.");
        }
    }

    // Logins

    private boolean requireOfLogin(SecurityStatement statement, Scope scope) {
        boolean allowed = authorization.hasServerPermission("ALTER ANY LOGIN", scope);
        if (statement instanceof SecurityStatement.CreateLogin) {
            if (!allowed) {
                throw notPermitted();
            }
        } else if (statement instanceof SecurityStatement.AlterLogin s) {
            // Who resets the password of a member of sysadmin could become one.
            if (!allowed || isSysadmin(s.name())) {
                throw SqlErrors.cannotFind("alter", "login", s.name());
            }
        } else if (statement instanceof SecurityStatement.DropLogin s) {
            if (!allowed || isSysadmin(s.name())) {
                throw SqlErrors.cannotFind("drop", "login", s.name());
            }
        } else {
            return false;
        }
        return true;
    }

    private boolean isSysadmin(String login) {
        return instance.security()
                .logins()
                .named(login)
                .filter(instance.security().logins()::isSysadmin)
                .isPresent();
    }

    // Endpoints

    private boolean requireOfEndpoint(Statement statement, Scope scope) {
        if (statement instanceof BrokerDefinition.DefineEndpoint s) {
            requireDefineEndpoint(s, scope);
        } else if (statement instanceof BrokerDefinition.DropBrokerObject s
                && s.kind() == BrokerDefinition.Kind.ENDPOINT) {
            requireOnEndpoint("CONTROL", "drop", s.name().name(), scope);
        } else if (statement instanceof SecurityStatement.PermissionChange s
                && s.securable()
                        .filter(named -> named.securableClass().equals(Securable.ENDPOINT))
                        .isPresent()) {
            String name = s.securable().get().name().name();
            if (!controlsEndpoint("CONTROL", name, scope)) {
                throw SqlErrors.cannotFind("find", "endpoint", name);
            }
        } else {
            return false;
        }
        return true;
    }

    private void requireDefineEndpoint(BrokerDefinition.DefineEndpoint s, Scope scope) {
        if (s.alter()) {
            requireOnEndpoint("ALTER", "alter", s.name(), scope);
            return;
        }
        boolean mayCreate = authorization.hasServerPermission("CREATE ENDPOINT", scope);
        boolean forAnother = s.owner()
                .filter(owner -> !owner.equalsIgnoreCase(scope.login().name()))
                .isPresent();
        if (!mayCreate || forAnother) {
            throw notPermitted();
        }
    }

    private void requireOnEndpoint(String permission, String verb, String name, Scope scope) {
        if (!authorization.hasServerPermission("ALTER ANY ENDPOINT", scope)
                && !controlsEndpoint(permission, name, scope)) {
            throw SqlErrors.cannotFind(verb, "endpoint", name);
        }
    }

    private boolean controlsEndpoint(String permission, String name, Scope scope) {
        Optional<Endpoint> endpoint = instance.broker().endpoints().named(name);
        Login login = scope.login();
        return scope.session().impersonated() == null
                && endpoint.filter(found -> instance.security()
                                .permissions()
                                .allows(login, permission, Securable.endpoint(found.id()), found.ownerLoginId()))
                        .isPresent();
    }

    // What is in a database

    /** Statements about the whole instance, which nothing short of sysadmin gives a right to. */
    private static boolean isForSysadmin(Statement statement) {
        if (statement instanceof SecurityStatement.AlterRole s) {
            return s.server();
        } else if (statement instanceof SecurityStatement.AlterAuthorization s) {
            return isOfServer(s.securable().securableClass());
        } else if (statement instanceof SecurityStatement.PermissionChange s) {
            return s.securable()
                    .filter(named -> SERVER_CLASSES.contains(named.securableClass()))
                    .isPresent();
        }
        return false;
    }

    private static boolean isOfServer(String securableClass) {
        return securableClass.equals(Securable.ENDPOINT) || SERVER_CLASSES.contains(securableClass);
    }

    /** The permission on the database that creating something needs. */
    private static Optional<String> definitionPermission(Statement statement) {
        if (statement instanceof DefinitionStatement.CreateTable) {
            return Optional.of("CREATE TABLE");
        } else if (statement instanceof DefinitionStatement.CreateProcedure) {
            return Optional.of("CREATE PROCEDURE");
        } else if (statement instanceof DefinitionStatement.CreateSchema) {
            return Optional.of("CREATE SCHEMA");
        } else if (statement instanceof SecurityStatement.CreateRole) {
            return Optional.of("CREATE ROLE");
        } else if (statement instanceof SecurityStatement.CreateCertificate) {
            return Optional.of("CREATE CERTIFICATE");
        }
        return statement instanceof BrokerDefinition definition ? brokerPermission(definition) : Optional.empty();
    }

    private static Optional<String> brokerPermission(BrokerDefinition statement) {
        if (statement instanceof BrokerDefinition.DefineMessageType s) {
            return creating(s.alter(), "CREATE MESSAGE TYPE");
        } else if (statement instanceof BrokerDefinition.CreateContract) {
            return Optional.of("CREATE CONTRACT");
        } else if (statement instanceof BrokerDefinition.DefineQueue s) {
            return creating(s.alter(), "CREATE QUEUE");
        } else if (statement instanceof BrokerDefinition.CreateService) {
            return Optional.of("CREATE SERVICE");
        } else if (statement instanceof BrokerDefinition.DefineRoute s) {
            return creating(s.alter(), "CREATE ROUTE");
        } else if (statement instanceof BrokerDefinition.DefineBinding s) {
            return creating(s.alter(), "CREATE REMOTE SERVICE BINDING");
        }
        return Optional.empty();
    }

    private static Optional<String> creating(boolean alter, String permission) {
        return alter ? Optional.empty() : Optional.of(permission);
    }
}
