package org.alyxtransfer.cli.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.alyxtransfer.sandbox.hostile.HostileNames;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * An Alyx and a file server that name every session, dataset, record and address as they like, and redirect; and one more
 * server, to which nobody may ever be led. What they say is told by the seed.
 */
final class HostileServers implements AutoCloseable {
    static final String CONTENT = "content";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 250;

    private final int sessions;
    private final int datasets;
    private final AtomicInteger led = new AtomicInteger();
    private final DisposableServer elsewhere;
    private final DisposableServer server;

    /**
     * Starts all three.
     *
     * @param datasets of each session
     */
    HostileServers(int sessions, int datasets) {
        HostileNames.load();
        this.sessions = sessions;
        this.datasets = datasets;
        this.elsewhere = start((request, response) -> {
            led.incrementAndGet();
            return response.sendString(Mono.just(CONTENT)).then();
        });
        this.server = start(this::answer);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** How often somebody came to where nobody should. */
    int led() {
        return led.get();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
        elsewhere.disposeNow(Duration.ofSeconds(5));
    }

    private interface Handler {
        Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response);
    }

    private static DisposableServer start(Handler handler) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(1 << 16))
                .handle(handler::answer)
                .bindNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        QueryStringDecoder address = new QueryStringDecoder(request.uri());
        int offset = Integer.parseInt(parameter(address, "offset", "0"));
        return switch (address.rawPath()) {
            case "/auth-token" -> json(response, Map.of("token", "0123456789abcdef"));
            case "/data-repository" -> json(response, page(repositories(), 3));
            case "/sessions" -> json(response, page(sessions(), sessions));
            case "/datasets" ->
                json(response, page(datasets(UUID.fromString(parameter(address, "session", "")), offset), datasets));
            default -> file(request, response);
        };
    }

    private List<Map<String, Object>> repositories() {
        Random random = Fuzz.random(-1);
        return List.of(
                repository("good", url() + "/files/"),
                repository("elsewhere", "http://127.0.0.1:" + elsewhere.port() + HostileNames.path(random)),
                repository("odd", HostileNames.path(random)));
    }

    private static Map<String, Object> repository(String name, String url) {
        return Map.of("name", name, "data_url", url, "hostname", "127.0.0.1");
    }

    private List<Map<String, Object>> sessions() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            Random random = Fuzz.random(1_000_000 + i);
            Map<String, Object> session = new LinkedHashMap<>();
            session.put("id", new UUID(1, i).toString());
            session.put("subject", i % 4 > 0 ? "KS00" + i : HostileNames.path(random));
            session.put("start_time", i % 16 != 3 ? "2022-01-11T10:00:00" : HostileNames.path(random));
            session.put("number", 1 + i % 900);
            session.put("lab", i % 4 > 0 ? "lab" : HostileNames.path(random));
            all.add(session);
        }
        return all.stream()
                .filter(session ->
                        !String.valueOf(session.get("start_time")).contains("x")) // else the list is unreadable
                .map(session -> {
                    if (!String.valueOf(session.get("start_time")).startsWith("2022")) {
                        session.put("start_time", "+999999999-12-31T23:59:59");
                    }
                    return session;
                })
                .toList();
    }

    private List<Map<String, Object>> datasets(UUID session, int offset) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = offset; i < Math.min(datasets, offset + PAGE); i++) {
            int number = (int) session.getLeastSignificantBits() * datasets + i;
            all.add(dataset(session, number, Fuzz.random(number)));
        }
        return all;
    }

    private Map<String, Object> dataset(UUID session, int number, Random random) {
        boolean honestPlace = random.nextInt(3) > 0;
        String collection = random.nextBoolean() ? "alf" : honestPlace ? "link-out" : HostileNames.path(random);
        String name = random.nextInt(3) == 0 ? "file-" + number + ".npy" : HostileNames.path(random);
        String relative = random.nextInt(3) > 0 ? "KS/2022-01-11/001/x/" + number : HostileNames.path(random);
        Map<String, Object> dataset = new LinkedHashMap<>();
        dataset.put("url", url() + "/datasets/" + new UUID(2, number));
        dataset.put("session", url() + "/sessions/" + session);
        dataset.put("name", name);
        dataset.put("collection", collection);
        dataset.put("revision", random.nextInt(6) > 0 ? "" : HostileNames.name(random));
        dataset.put("dataset_type", HostileNames.name(random));
        dataset.put("file_size", random.nextInt(20) > 0 ? CONTENT.length() : random.nextLong());
        dataset.put("hash", random.nextInt(20) > 0 ? md5() : HostileNames.name(random));
        dataset.put("default_dataset", true);
        dataset.put("created_datetime", random.nextInt(20) > 0 ? "2022-01-11T10:00:00" : "+999999999-12-31T23:59:59");
        dataset.put("file_records", List.of(record(new UUID(3, number), relative, random)));
        return dataset;
    }

    private static Map<String, Object> record(UUID id, String relative, Random random) {
        String[] repositories = {"good", "good", "good", "good", "good", "good", "elsewhere", "odd", "none"};
        return Map.of(
                "id",
                id.toString(),
                "data_repository",
                repositories[random.nextInt(repositories.length)],
                "relative_path",
                relative,
                "data_url",
                HostileNames.path(random),
                "exists",
                true);
    }

    /** The content, whatever was asked for; or the way to another place. */
    private Publisher<Void> file(HttpServerRequest request, HttpServerResponse response) {
        Random random = new Random(Fuzz.SEED + request.uri().hashCode());
        if (random.nextInt(5) > 0) {
            return response.header("Content-Length", Integer.toString(CONTENT.length()))
                    .header("ETag", "\"1\"")
                    .sendString(Mono.just(CONTENT))
                    .then();
        }
        String odd = HostileNames.path(random).replaceAll("[\\p{Cntrl}[^\\x00-\\xff]]", "");
        String away = "http://127.0.0.1:" + elsewhere.port() + "/";
        String[] places = {
            away,
            away + odd,
            "//127.0.0.1:" + elsewhere.port() + "/x",
            odd,
            "/" + odd,
            url() + "/files/" + odd,
            "file:///etc/passwd",
            "http://127.0.0.1:" + server.port() + "@127.0.0.1:" + elsewhere.port() + "/",
            request.uri()
        };
        return response.status(new int[] {301, 302, 303, 307, 308}[random.nextInt(5)])
                .header("Location", places[random.nextInt(places.length)])
                .header("Content-Length", "0")
                .send();
    }

    private static Map<String, Object> page(List<Map<String, Object>> rows, int count) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("count", count);
        page.put("next", rows.size() < count ? "https://evil.example.org/" : null);
        page.put("results", rows);
        return page;
    }

    private static Publisher<Void> json(HttpServerResponse response, Map<String, Object> body) {
        try {
            byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
            return response.header("Content-Type", "application/json")
                    .sendByteArray(Mono.just(bytes))
                    .then();
        } catch (JsonProcessingException e) {
            return Mono.error(e);
        }
    }

    private static String parameter(QueryStringDecoder address, String name, String otherwise) {
        return address.parameters().getOrDefault(name, List.of(otherwise)).get(0);
    }

    private static String md5() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(CONTENT.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
