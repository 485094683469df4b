package dev.colloquy.initiator.http;

import dev.colloquy.contract.MalformedMessage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads a request to begin a conversation that comes as the XML that goes to the target. */
@Provider
@Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
final class XmlRequestReader implements MessageBodyReader<BeginConversation> {
    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == BeginConversation.class;
    }

    @Override
    public BeginConversation readFrom(
            Class<BeginConversation> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        try {
            return new BeginConversation(
                    RequestDocument.read(body.readAllBytes(), mediaType).text());
        } catch (MalformedMessage e) {
            throw new ProblemException(Problem.of(
                    ProblemType.MALFORMED_REQUEST, "The body is not a request message: " + e.getMessage() + "."));
        }
    }
}
