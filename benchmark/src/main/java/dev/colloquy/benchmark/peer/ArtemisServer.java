package dev.colloquy.benchmark.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** ActiveMQ Artemis in a Java virtual machine of its own, as the module artemis-server builds it. */
final class ArtemisServer {
    private static final String NATIVE_LIBRARY = "libartemis-native-64.so";
    /** Asynchronous writes with O_DIRECT, Artemis' own choice on Linux; it falls back to NIO where libaio is missing. */
    private static final String JOURNAL = "asyncio";

    private ArtemisServer() {}

    static ServerProcess start(Path repository, Path folder, int port, List<String> options)
            throws IOException, InterruptedException {
        Path module = repository.resolve("benchmark").resolve("artemis-server").resolve("target");
        Path jar = module.resolve("artemis-server.jar");
        if (!Files.isRegularFile(jar)) {
            throw new IOException(jar + " is not there; build it with ./mvnw package -DskipTests");
        }
        Path data = Files.createDirectories(folder.resolve("artemis"));
        unpackNativeLibrary(module.resolve("lib"), data);
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        options.stream(),
                        Stream.of(
                                "-Djava.library.path=" + data,
                                "-jar",
                                jar.toString(),
                                data.toString(),
                                Integer.toString(port),
                                JOURNAL))
                .flatMap(part -> part)
                .toList();
        ServerProcess server = ServerProcess.start("artemis", folder, command, Map.of());
        try {
            server.awaitLog("Artemis is ready");
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static void unpackNativeLibrary(Path libraries, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(libraries)) {
            Path jar = files.filter(file -> file.getFileName().toString().startsWith("activemq-artemis-native-"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no native library in " + libraries));
            try (ZipFile zip = new ZipFile(jar.toFile());
                    InputStream library = zip.getInputStream(zip.getEntry("lib/linux-x86_64/" + NATIVE_LIBRARY))) {
                Files.copy(library, folder.resolve(NATIVE_LIBRARY), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
