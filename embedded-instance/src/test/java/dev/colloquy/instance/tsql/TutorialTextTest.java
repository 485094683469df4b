package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.statements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements in the shape of "Tutorial: Completing a Conversation Between Instances". */
class TutorialTextTest {
    private static final String SEND = """
            USE InstInitiatorDB;
            DECLARE @InitDlgHandle UNIQUEIDENTIFIER;
            DECLARE @RequestMsg NVARCHAR(100);
            BEGIN TRANSACTION;
            BEGIN DIALOG @InitDlgHandle
                 FROM SERVICE [//InstDB/2InstSample/InitiatorService]
                 TO SERVICE N'//TgtDB/2InstSample/TargetService'
                 ON CONTRACT [//BothDB/2InstSample/SimpleContract]
                 WITH ENCRYPTION = ON;
            SELECT @RequestMsg = N'<RequestMsg>Message for Target service.</RequestMsg>';
            SEND ON CONVERSATION @InitDlgHandle
                 MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@RequestMsg);
            SELECT @RequestMsg AS SentRequestMsg;
            COMMIT TRANSACTION;
            """;

    private static final String REPLY = """
            DECLARE @h UNIQUEIDENTIFIER, @m NVARCHAR(100), @t sysname;
            BEGIN TRANSACTION;
            WAITFOR
            ( RECEIVE TOP(1)
                @h = conversation_handle,
                @m = message_body,
                @t = message_type_name
              FROM InstTargetQueue
            ), TIMEOUT 1000;
            SELECT @m AS ReceivedRequestMsg;
            IF @t = N'//BothDB/2InstSample/RequestMessage'
            BEGIN
                 DECLARE @r NVARCHAR(100);
                 SELECT @r = N'<ReplyMsg>Message for Initiator service.</ReplyMsg>';
                 SEND ON CONVERSATION @h
                      MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (@r);
                 END CONVERSATION @h;
            END
            SELECT @r AS SentReplyMsg;
            COMMIT TRANSACTION;
            """;

    static List<String> batches() {
        return List.of(
                "USE master;\nIF EXISTS (SELECT * FROM master.sys.endpoints WHERE name = N'InstTargetEndpoint')\n"
                        + "     DROP ENDPOINT InstTargetEndpoint;\nCREATE ENDPOINT InstTargetEndpoint\nSTATE = STARTED\n"
                        + "AS TCP ( LISTENER_PORT = 4022 )\nFOR SERVICE_BROKER (AUTHENTICATION = WINDOWS );",
                "USE master;\nIF EXISTS (SELECT * FROM sys.databases WHERE name = N'InstTargetDB')\n     DROP DATABASE"
                        + " InstTargetDB;\nCREATE DATABASE InstTargetDB;",
                "USE InstTargetDB;\nCREATE MASTER KEY\n       ENCRYPTION BY PASSWORD = N'<pw>';\nCREATE USER TargetUser"
                        + " WITHOUT LOGIN;",
                "CREATE CERTIFICATE InstTargetCertificate\n     AUTHORIZATION TargetUser\n     WITH SUBJECT = 'Target"
                        + " Certificate',\n          EXPIRY_DATE = N'12/31/2030';\n\nBACKUP CERTIFICATE"
                        + " InstTargetCertificate\n  TO FILE =\nN'C:\\storedcerts\\$ampleSSBCerts\\InstTarget.cer';",
                "CREATE MESSAGE TYPE [//BothDB/2InstSample/RequestMessage]\n       VALIDATION = WELL_FORMED_XML;\nCREATE"
                        + " CONTRACT [//BothDB/2InstSample/SimpleContract]\n      ([//BothDB/2InstSample/RequestMessage]\n"
                        + "         SENT BY INITIATOR,\n       [//BothDB/2InstSample/ReplyMessage]\n         SENT BY"
                        + " TARGET\n      );",
                "CREATE QUEUE InstTargetQueue;\n\nCREATE SERVICE [//TgtDB/2InstSample/TargetService]\n      "
                        + " AUTHORIZATION TargetUser\n       ON QUEUE InstTargetQueue\n      "
                        + " ([//BothDB/2InstSample/SimpleContract]);",
                "CREATE USER TargetUser WITHOUT LOGIN;\n\nCREATE CERTIFICATE InstTargetCertificate\n   AUTHORIZATION"
                        + " TargetUser\n   FROM FILE =\nN'C:\\storedcerts\\InstTargetCertificate.cer'",
                "DECLARE @Cmd NVARCHAR(4000);\n\nSET @Cmd = N'USE InstInitiatorDB;\nCREATE ROUTE InstTargetRoute\nWITH"
                        + " SERVICE_NAME =\n       N''//TgtDB/2InstSample/TargetService'',\n     ADDRESS ="
                        + " N''TCP://MyTargetComputer:4022'';';\n\nEXEC (@Cmd);\n",
                "USE InstInitiatorDB;\nCREATE ROUTE InstTargetRoute\nWITH SERVICE_NAME ="
                        + " N'//TgtDB/2InstSample/TargetService',\n     ADDRESS = N'TCP://MyTargetComputer:4022';",
                "USE msdb\nCREATE ROUTE InstInitiatorRoute\nWITH SERVICE_NAME ="
                        + " N'//InstDB/2InstSample/InitiatorService',\n     ADDRESS = N'LOCAL'",
                "CREATE REMOTE SERVICE BINDING TargetBinding\n      TO SERVICE N'//TgtDB/2InstSample/TargetService'\n  "
                        + "    WITH USER = TargetUser;",
                "GRANT SEND\n      ON SERVICE::[//TgtDB/2InstSample/TargetService]\n      TO InitiatorUser;",
                SEND,
                REPLY,
                "ALTER DATABASE InitiatorDB SET TRUSTWORTHY ON; ALTER DATABASE d SET ENABLE_BROKER;",
                "IF EXISTS (SELECT * FROM sys.services WHERE name = N'//s')\n DROP SERVICE [//s];\nIF EXISTS (SELECT *"
                        + " FROM sys.service_queues WHERE name = N'q')\n DROP QUEUE q;",
                "CREATE PROCEDURE TargetProc AS\n DECLARE @h UNIQUEIDENTIFIER; WHILE (1=1) BEGIN BEGIN TRANSACTION;"
                        + " WAITFOR (RECEIVE TOP(1) @h = conversation_handle FROM q), TIMEOUT 5000; IF (@@ROWCOUNT = 0)"
                        + " BEGIN ROLLBACK TRANSACTION; BREAK; END IF @t = N'a' BEGIN SEND ON CONVERSATION @h MESSAGE"
                        + " TYPE m (@r); END ELSE IF @t = N'b' BEGIN END CONVERSATION @h; END ELSE IF @t = N'c' BEGIN"
                        + " END CONVERSATION @h; END COMMIT TRANSACTION; END");
    }

    @ParameterizedTest
    @MethodSource("batches")
    void every_batch_is_understood(String batch) {
        assertFalse(statements(batch).isEmpty());
    }

    @Test
    void a_request_is_sent_in_a_transaction() {
        List<Statement> statements = statements(SEND);
        assertEquals(9, statements.size());
        BrokerStatement.BeginDialog begin = assertInstanceOf(BrokerStatement.BeginDialog.class, statements.get(4));
        assertEquals(Optional.of(true), begin.encryption());
        assertEquals(5, begin.position().line());
        assertInstanceOf(BrokerStatement.Send.class, statements.get(6));
    }

    @Test
    void a_request_is_answered_and_its_conversation_ended() {
        List<Statement> statements = statements(REPLY);
        BrokerStatement.Receive receive = assertInstanceOf(BrokerStatement.Receive.class, statements.get(2));
        assertEquals(3, receive.items().size());
        ControlStatement.If answer = assertInstanceOf(ControlStatement.If.class, statements.get(4));
        List<Statement> block =
                assertInstanceOf(ControlStatement.Block.class, answer.then()).statements();
        assertInstanceOf(BrokerStatement.Send.class, block.get(2));
        assertInstanceOf(BrokerStatement.EndConversation.class, block.get(3));
        assertEquals(7, statements.size());
    }

    @Test
    void two_statements_need_no_separator() {
        List<Class<?>> kinds = Stream.of(statements(batches().get(9)).toArray())
                .<Class<?>>map(Object::getClass)
                .toList();
        assertEquals(List.of(ControlStatement.Use.class, BrokerDefinition.DefineRoute.class), kinds);
    }
}
