package dev.colloquy.instance;

import java.nio.file.Path;

/** An embedded instance in this process. */
final class InstanceInProcess implements TestedInstance {
    private final String name;
    private final Path folder;
    private EmbeddedInstance instance;

    private InstanceInProcess(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    static TestedInstance start(String name, Path folder) throws StartFailure {
        InstanceInProcess started = new InstanceInProcess(name, folder);
        started.start(0, 0);
        return started;
    }

    private void start(int port, int brokerPort) throws StartFailure {
        instance = EmbeddedInstance.builder()
                .name(name)
                .port(port)
                .brokerPort(brokerPort)
                .directory(folder.resolve(name))
                .saPassword(InstanceProcess.PASSWORD)
                .start();
    }

    @Override
    public String jdbcUrl() {
        return instance.jdbcUrl();
    }

    @Override
    public int port() {
        return instance.port();
    }

    @Override
    public String brokerAddress() {
        return "localhost:" + instance.brokerPort();
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public void stop() {
        instance.close();
    }

    @Override
    public void startAgain() throws StartFailure {
        start(instance.port(), instance.brokerPort());
    }

    @Override
    public void close() {
        instance.close();
    }
}
