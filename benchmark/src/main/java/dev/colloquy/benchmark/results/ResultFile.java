package dev.colloquy.benchmark.results;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of results: JSON, one object, written whole. */
public final class ResultFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    /** Names a file, which may not exist yet. */
    public ResultFile(Path file) {
        this.file = file;
    }

    /** Whether something was written there. */
    public boolean exists() {
        return Files.exists(file);
    }

    /** What was written, as a record that {@link #write} took. */
    public <T> T read(Class<T> type) throws IOException {
        return JSON.readValue(file.toFile(), type);
    }

    /** Writes a record in place of what was there. */
    public void write(Object results) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(results) + "\n");
    }

    /** Puts one member of the object, whose other members stay as they are. */
    public void put(String member, Object value) throws IOException {
        ObjectNode all = exists() ? (ObjectNode) JSON.readTree(file.toFile()) : JSON.createObjectNode();
        JsonNode node = JSON.valueToTree(value);
        all.set(member, node);
        write(all);
    }
}
