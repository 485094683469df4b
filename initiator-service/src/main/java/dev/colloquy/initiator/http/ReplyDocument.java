package dev.colloquy.initiator.http;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.initiator.conversation.Conversation;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemException;
import java.nio.charset.StandardCharsets;

/** The reply of a conversation as an XML document. */
final class ReplyDocument {
    private ReplyDocument() {}

    /**
     * In UTF-8, without a declaration.
     *
     * @throws ProblemException of type {@link ConversationProblem#NO_REPLY}
     */
    static byte[] of(Conversation conversation) {
        return document(conversation.reply().orElseThrow(() -> noReply(conversation)));
    }

    private static byte[] document(ReplyMessage reply) {
        try {
            return MessageCodec.toXml(new ReplyMessage(reply.text())).getBytes(StandardCharsets.UTF_8);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("the ledger holds a reply that no message can have carried", e);
        }
    }

    private static ProblemException noReply(Conversation conversation) {
        String prospect = conversation.state().isOpen() ? "one may still come." : "none will come.";
        Problem problem = Problem.of(
                        ConversationProblem.NO_REPLY,
                        "The conversation is in state " + conversation.state() + " and has no reply; " + prospect)
                .with("state", conversation.state());
        return new ProblemException(conversation
                .error()
                .map(error -> problem.with("error", ConversationView.ErrorView.of(error)))
                .orElse(problem));
    }
}
