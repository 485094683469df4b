package dev.colloquy.benchmark.pair;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a service's management interface says. */
final class ServiceMetrics {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String text;

    private ServiceMetrics(String text) {
        this.text = text;
    }

    static ServiceMetrics of(ServiceProcess service) throws IOException, InterruptedException {
        return new ServiceMetrics(text(service, "/q/metrics"));
    }

    /** The sum of all samples of one name, whatever their labels, or of a name with its labels; 0 if there are none. */
    double sum(String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The body of a page of the management interface, whatever its status. */
    static String text(ServiceProcess service, String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(service.management(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
