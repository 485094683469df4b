package dev.colloquy.initiator.http;

/** The longer texts and the examples of the OpenAPI document. */
final class Describe {
    static final String BEGIN = """
            Begins a dialog and sends the request on it, in one transaction. Without Prefer the answer comes as soon \
            as that is committed; with Prefer: wait=N the service waits up to N seconds for the outcome. Either way \
            the conversation goes on if the client goes away, and is found again under its Location. A client that \
            does not know whether its request has come through sends it again with the same Idempotency-Key: no \
            second conversation is begun.""";

    static final String FIND = """
            With Prefer: wait=N the service waits up to N seconds until the conversation has an outcome or, with \
            If-None-Match, until it differs from what the client has. With Accept: application/xml the answer is the \
            reply alone.""";

    static final String LIST = """
            Without the messages, in the order in which the conversations were begun. Follow "next", or the Link, for \
            the rest.""";

    static final String END = """
            Ends the initiator's side, whether or not a reply has come. To end a conversation again changes nothing. \
            The conversation stays in the ledger.""";

    static final String SEND = """
            Sends a further request in a dialog that the target keeps open. Without Prefer the answer comes as soon as \
            that is committed; with Prefer: wait=N the service waits up to N seconds for the next reply of the \
            conversation. Service Broker does not tell which request a reply answers. A client that does not know \
            whether its request has come through sends it again with the same Idempotency-Key: it is not sent twice.""";

    static final String MESSAGES = """
            The requests and the replies of a conversation in their order, the first 1000 of them. With Prefer: wait=N \
            and If-None-Match the service waits up to N seconds until the target has sent another one.""";

    static final String REPLIES = """
            The replies of all conversations, in the order in which they were filed. Keep the cursor of the last reply \
            that was dealt with, and go on after it: no reply is left out and none comes twice, also after a break. \
            With Prefer: wait=N the service waits up to N seconds for a reply if there is none yet. With Accept: \
            text/event-stream the replies come as server-sent events of type "reply", with their cursor as id; a \
            client that comes back with Last-Event-ID goes on where it was. Comments keep the stream alive.""";

    static final String PREFER = """
            wait=N: wait up to N whole seconds (RFC 7240). A wait beyond the service's maximum, 60 unless configured \
            otherwise, is shortened to it. Other preferences are ignored.""";

    static final String IDEMPOTENCY_KEY = """
            A name for this request and its repetitions, unique among the caller's: 1 to 255 visible ASCII characters, \
            such as a UUID. A request with a key that the service knows begins nothing and is answered with the \
            conversation of that key, as it stands.""";

    static final String SEND_KEY = """
            A name for this request and its repetitions, unique among the caller's further requests: 1 to 255 visible \
            ASCII characters, such as a UUID. A request with a key that the service knows sends nothing and is \
            answered with what was sent then, and with the reply that has come since.""";

    static final String LIFETIME = """
            How long the conversation may take at most: an ISO 8601 duration of days and smaller units, or seconds. \
            It ends in state EXPIRED then. Without it, it may take any time.""";

    static final String IF_NONE_MATCH = "ETags of the representations that the client has. If it is one of those, 304.";

    static final String AFTER = "Cursor of the last reply that was dealt with; without it, from the first reply on.";
    static final String LAST_EVENT_ID =
            "Only of event streams: id of the last event that came through. Goes before \"after\".";
    static final String ETAG = "Names this state of the representation. Another state has another one.";
    static final String REPLAYED = "true if the key was known and nothing was begun; else absent.";
    static final String SEND_REPLAYED = "true if the key was known and nothing was sent; else absent.";
    static final String LOCATION = "The conversation.";
    static final String APPLIED = "wait=N as it was granted; absent without Prefer: wait.";
    static final String HANDLE = "Conversation handle of the initiator's side.";

    static final String REQUEST_JSON = """
            {"request":"order 4711","lifetime":"PT30M"}""";
    static final String FURTHER_JSON = """
            {"request":"and order 4712"}""";
    static final String REQUEST_XML = "<RequestMsg>order 4711</RequestMsg>";
    static final String REPLY_XML = "<ReplyMsg>accepted</ReplyMsg>";

    static final String BEGUN = """
            {"handle":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c","state":"BEGUN","request":"order 4711",\
            "begunAt":"2026-01-31T09:30:00.125Z","expiresAt":"2026-01-31T10:00:00.125Z"}""";

    static final String REPLIED = """
            {"handle":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c","state":"REPLIED","request":"order 4711",\
            "reply":"accepted","begunAt":"2026-01-31T09:30:00.125Z","repliedAt":"2026-01-31T09:30:00.133Z",\
            "roundTripMillis":8}""";

    static final String PAGE = """
            {"conversations":[{"handle":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c","state":"BEGUN",\
            "begunAt":"2026-01-31T09:30:00.125Z"}],"next":"MTtCRUdVTjs0Mg"}""";

    static final String SENT = """
            {"conversation":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c","state":"REPLIED",\
            "sentAt":"2026-01-31T09:31:00.250Z"}""";

    static final String MESSAGE_LIST = """
            {"messages":[{"direction":"REQUEST","text":"order 4711","at":"2026-01-31T09:30:00.125Z"},\
            {"direction":"REPLY","text":"accepted","at":"2026-01-31T09:30:00.133Z"}]}""";

    static final String REPLY_PAGE = """
            {"replies":[{"cursor":"cjE7NDI","conversation":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c",\
            "messageSequenceNumber":0,"reply":"accepted","filedAt":"2026-01-31T09:30:00.133Z"}],"next":"cjE7NDI"}""";

    static final String EVENTS = """
            id:cjE7NDI
            event:reply
            data:{"cursor":"cjE7NDI","conversation":"5f0d7f3e-9b1c-ef11-8a3d-00155d0a0b0c",\
            "messageSequenceNumber":0,"reply":"accepted","filedAt":"2026-01-31T09:30:00.133Z"}
            """;

    private Describe() {}
}
