package dev.colloquy.instance.broker;

import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A row of {@code sys.transmission_queue}.
 *
 * @param enqueueTime UTC
 * @param messageBody read when it is asked for; null if empty
 */
public record TransmissionRow(
        UUID conversationHandle,
        String toServiceName,
        Optional<UUID> toBrokerInstance,
        String fromServiceName,
        String serviceContractName,
        LocalDateTime enqueueTime,
        long messageSequenceNumber,
        String messageTypeName,
        boolean conversationError,
        boolean endOfDialog,
        Supplier<byte[]> messageBody,
        String transmissionStatus,
        int priority) {}
