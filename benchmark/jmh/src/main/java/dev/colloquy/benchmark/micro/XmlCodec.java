package dev.colloquy.benchmark.micro;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.RequestMessage;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The tutorial's request, to XML in UTF-16 and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class XmlCodec {
    private final RequestMessage request = new RequestMessage("Message for Target service.");
    private byte[] body;

    /** Makes the body that is decoded. */
    @Setup
    public void encodeOnce() throws MalformedMessage {
        body = MessageCodec.encode(request);
    }

    @Benchmark
    public byte[] encode() throws MalformedMessage {
        return MessageCodec.encode(request);
    }

    @Benchmark
    public RequestMessage decode() throws MalformedMessage {
        return MessageCodec.decodeRequest(body);
    }
}
