package dev.colloquy.instance.catalog.views;

import java.time.LocalDateTime;

/**
 * A session of a client, for {@code sys.dm_exec_sessions} and {@code sys.sysprocesses}.
 *
 * @param loginTime        UTC
 * @param lastRequest      UTC: when its last batch began
 * @param hostProcessId    of the client
 * @param running          whether a batch is under way
 * @param openTransactions {@code @@TRANCOUNT}
 */
public record SessionRow(
        int sessionId,
        LocalDateTime loginTime,
        LocalDateTime lastRequest,
        String hostName,
        String programName,
        int hostProcessId,
        String loginName,
        int databaseId,
        boolean running,
        int openTransactions) {}
