package dev.colloquy.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Objects;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON body. Jackson's own messages name classes and quote the body, so none is used. */
final class JsonProblem {
    private JsonProblem() {}

    static Problem of(JacksonException e) {
        return Problem.of(GeneralProblem.MALFORMED_REQUEST, what(e) + where(e.getLocation()) + ".");
    }

    private static String what(JacksonException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "The body has a member that is not known, \"" + shortened(unknown.getPropertyName()) + "\",";
        }
        if (e instanceof MismatchedInputException mismatch) {
            return unfitting(mismatch);
        }
        if (e instanceof StreamReadException && e.getOriginalMessage().startsWith("Duplicate field")) {
            return "The body has a member twice";
        }
        return "The body is not well-formed JSON";
    }

    private static String unfitting(JsonMappingException e) {
        String member = e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return member.isEmpty()
                ? "The body is not one JSON object"
                : "The body has a value of the wrong type for \"" + shortened(member) + "\"";
    }

    private static String where(JsonLocation location) {
        if (location == null || location.getLineNr() < 1) {
            return "";
        }
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String shortened(String name) {
        return name.length() <= 64 ? name : name.substring(0, 64) + "…";
    }
}
