package dev.colloquy.initiator.http;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.RequestMessage;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** Text that a message can carry: characters of XML 1.0 and no others. Null is valid. */
@Documented
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = MessageText.Validator.class)
@interface MessageText {
    /** {@code reason} is the codec's, and a message parameter: a text cannot smuggle expressions into it. */
    String message() default "cannot be carried by a message: {reason}";

    /** Not used. */
    Class<?>[] groups() default {};

    /** Not used. */
    Class<? extends Payload>[] payload() default {};

    /** Asks the codec. */
    final class Validator implements ConstraintValidator<MessageText, String> {
        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (text == null) {
                return true;
            }
            try {
                MessageCodec.toXml(new RequestMessage(text));
                return true;
            } catch (MalformedMessage e) {
                context.unwrap(HibernateConstraintValidatorContext.class).addMessageParameter("reason", e.getMessage());
                return false;
            }
        }
    }
}
