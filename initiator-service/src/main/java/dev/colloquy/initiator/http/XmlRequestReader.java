package dev.colloquy.initiator.http;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Reads a request message that comes as the XML that goes to the target. */
@Provider
@Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
final class XmlRequestReader implements MessageBodyReader<RequestBody> {
    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type == BeginConversation.class || type == FurtherRequest.class;
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        try {
            String request =
                    RequestDocument.read(body.readAllBytes(), mediaType).text();
            return type.isAssignableFrom(BeginConversation.class)
                    ? new BeginConversation(request, null)
                    : new FurtherRequest(request);
        } catch (MalformedMessage e) {
            throw new ProblemException(
                    GeneralProblem.MALFORMED_REQUEST, "The body is not a request message: " + e.getMessage() + ".");
        }
    }
}
