package dev.colloquy.benchmark.pair;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A program that does of a service what {@link ServiceProcess} is about; run as a process of its own. */
final class FakeService {
    private FakeService() {}

    /** Answers every probe with the status in {@code fake.status}; status 0 ends the program at once, complaining. */
    public static void main(String[] arguments) throws IOException {
        int status = Integer.getInteger("fake.status");
        if (status == 0) {
            System.err.println("no instance to be had");
            System.exit(3);
        }
        int port = Integer.getInteger("quarkus.management.port");
        HttpServer management = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        management.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        management.start();
    }

    /** Packages this class as a service of the given repository. */
    static void packageIn(Path repository) throws IOException {
        Path jar = repository.resolve(Path.of("fake-service", "target", "quarkus-app", "quarkus-run.jar"));
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String name = FakeService.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = FakeService.class.getClassLoader().getResourceAsStream(name)) {
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }
}
