package dev.colloquy.broker.setup;

import dev.colloquy.contract.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The Flyway migrations of one side's database: those that both sides have, and its own. */
final class Migrations {
    private static final String COMMON = "dev/colloquy/broker/migration";
    private static final String CLASS_PATH = "classpath:";

    private final Side side;
    private final List<String> folders;

    /**
     * Reads nothing yet.
     *
     * @param folders class path folders of this side's own
     */
    Migrations(Side side, List<String> folders) {
        this.side = side;
        this.folders = Stream.concat(Stream.of(COMMON), folders.stream())
                .map(folder -> folder.startsWith(CLASS_PATH) ? folder.substring(CLASS_PATH.length()) : folder)
                .toList();
    }

    /** Where Flyway finds them. */
    String[] locations() {
        return folders.stream().map(folder -> CLASS_PATH + folder).toArray(String[]::new);
    }

    /** The values of their placeholders. */
    Map<String, String> placeholders() {
        return Map.of(
                "queue", side.queue(),
                "service", side.service(),
                "user", side.user(),
                "peerService", side.peer().service());
    }

    /**
     * All of them, in the order in which Flyway runs them: by version, then the repeatable ones by description.
     *
     * @throws IllegalStateException if a folder is empty
     */
    List<Migration> inOrder() {
        List<Migration> all = new ArrayList<>();
        for (String folder : folders) {
            Set<String> files = files(folder);
            if (files.isEmpty()) {
                throw new IllegalStateException("there are no migrations in " + folder);
            }
            for (String file : files) {
                Migration.of(file, text(folder + "/" + file), placeholders()).ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparing(Migration::repeatable)
                .thenComparing(Migrations::byVersion)
                .thenComparing(Migration::description));
        return all;
    }

    private static int byVersion(Migration one, Migration other) {
        for (int i = 0; i < Math.min(one.version().size(), other.version().size()); i++) {
            int order = one.version().get(i).compareTo(other.version().get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.version().size(), other.version().size());
    }

    private static Set<String> files(String folder) {
        Set<String> files = new TreeSet<>();
        try {
            for (URL url : Collections.list(loader().getResources(folder))) {
                files.addAll(url.getProtocol().equals("file") ? inFolder(url) : inJar(url, folder + "/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static List<String> inFolder(URL url) throws IOException {
        try (Stream<Path> paths = Files.list(Path.of(new URI(url.toString())))) {
            return paths.map(path -> path.getFileName().toString()).toList();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static List<String> inJar(URL url, String start) throws IOException {
        JarURLConnection connection = (JarURLConnection) url.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            return jar.stream()
                    .filter(entry -> entry.getName().startsWith(start) && !entry.isDirectory())
                    .map(entry -> entry.getName().substring(start.length()))
                    .filter(name -> !name.contains("/"))
                    .toList();
        }
    }

    private static String text(String resource) {
        try (InputStream in = loader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the migration " + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Flyway looks. */
    private static ClassLoader loader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? Migrations.class.getClassLoader() : context;
    }
}
