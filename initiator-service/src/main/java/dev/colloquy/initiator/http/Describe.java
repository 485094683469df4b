package dev.colloquy.initiator.http;

/** The longer texts and the examples of the OpenAPI document. */
final class Describe {
    static final String BEGIN = """
            Begins a dialog and sends the request on it, in one transaction. Without Prefer the answer comes as soon \
            as that is committed; with Prefer: wait=N the service waits up to N seconds for the outcome. Either way \
            the conversation goes on if the client goes away, and is found again under its Location.""";

    static final String FIND = """
            With Prefer: wait=N the service waits up to N seconds until the conversation has an outcome. With \
            Accept: application/xml the answer is the reply alone.""";

    static final String LIST = """
            Without the messages, in the order in which the conversations were begun. Follow "next", or the Link, for \
            the rest.""";

    static final String END = """
            Ends the initiator's side, whether or not a reply has come. To end a conversation again changes nothing. \
            The conversation stays in the ledger.""";

    static final String PREFER = """
            wait=N: wait up to N whole seconds for the outcome (RFC 7240). A wait beyond the service's maximum, 60 \
            unless configured otherwise, is shortened to it. Other preferences are ignored.""";

    static final String LOCATION = "The conversation.";
    static final String APPLIED = "wait=N as it was granted; absent without Prefer: wait.";
    static final String HANDLE = "Conversation handle of the initiator's side.";

    static final String REQUEST_JSON = """
            {"request":"order 4711"}""";
    static final String REQUEST_XML = "<RequestMsg>order 4711</RequestMsg>";
    static final String REPLY_XML = "<ReplyMsg>accepted</ReplyMsg>";

    static final String BEGUN = """
            {"handle":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c","state":"BEGUN","request":"order 4711",\
            "begunAt":"2026-01-31T09:30:00.125Z"}""";

    static final String REPLIED = """
            {"handle":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c","state":"REPLIED","request":"order 4711",\
            "reply":"accepted","begunAt":"2026-01-31T09:30:00.125Z","repliedAt":"2026-01-31T09:30:00.133Z",\
            "roundTripMillis":8}""";

    static final String PAGE = """
            {"conversations":[{"handle":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c","state":"BEGUN",\
            "begunAt":"2026-01-31T09:30:00.125Z"}],"next":"MTtCRUdVTjs0Mg"}""";

    private Describe() {}
}
