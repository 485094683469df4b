package dev.colloquy.target.receive;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import dev.colloquy.target.TargetDatabase;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.TransactionRequirement;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The service's connection pool as Quarkus makes it from its settings, without Quarkus. */
final class TransactionalPool {
    static {
        // One resource commits in one phase: there is nothing to log and nothing to recover.
        BeanPopulator.getDefaultInstance(ObjectStoreEnvironmentBean.class)
                .setObjectStoreType(VolatileStore.class.getName());
        BeanPopulator.getDefaultInstance(CoordinatorEnvironmentBean.class).setTransactionStatusManagerEnable(false);
    }

    private TransactionalPool() {}

    static TransactionManager transactionManager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    static AgroalDataSource on(int port) throws SQLException {
        NarayanaTransactionIntegration transactions = new NarayanaTransactionIntegration(
                transactionManager(),
                jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry());
        AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration
                        .maxSize(8)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .transactionIntegration(transactions)
                        .transactionRequirement(TransactionRequirement.STRICT)
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(TargetDatabase.url(port))
                                .principal(new NamePrincipal(TargetDatabase.LOGIN))
                                .credential(new SimplePassword(TargetDatabase.PASSWORD)))));
        pool.setPoolInterceptors(List.of(new PooledConnections()));
        return pool;
    }
}
