package org.c3tl.it.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium without network, spoken to by the DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long SECONDS = 60;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  /** @return the program, or null where there is none */
  static Path find() {
    List<Path> places = new ArrayList<>();
    if (System.getenv("CHROMIUM") != null) {
      places.add(Path.of(System.getenv("CHROMIUM")));
    }
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
        places.add(Path.of(folder, name));
      }
    }
    return places.stream().filter(Files::isExecutable).findFirst().orElse(null);
  }

  Chromium(Path program, Path profile) throws Exception {
    process = new ProcessBuilder(program.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--disable-background-networking", "--disable-component-update", "--no-first-run", "--host-resolver-rules=MAP * "
        + "~NOTFOUND", "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectErrorStream(false).start();
    try {
      int port = port();
      HttpResponse<String> pages = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
          + "/json/list")).build(), HttpResponse.BodyHandlers.ofString());
      String address = null;
      for (JsonNode page : MAPPER.readTree(pages.body())) {
        address = page.path("type").asText().equals("page") ? page.path("webSocketDebuggerUrl").asText() : address;
      }
      socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(URI.create(address), new Listener())
          .get(SECONDS, TimeUnit.SECONDS);
      for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
        call(domain + ".enable", MAPPER.createObjectNode());
      }
      call("Network.emulateNetworkConditions", MAPPER.createObjectNode().put("offline", true).put("latency", 0)
          .put("downloadThroughput", 0).put("uploadThroughput", 0));
    } catch (Exception | Error e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private int port() throws IOException {
    BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
    StringBuilder seen = new StringBuilder();
    for (String line = err.readLine(); line != null; line = err.readLine()) {
      seen.append(line).append('\n');
      if (line.contains("DevTools listening on ws://")) {
        Thread drain = new Thread(() -> err.lines().forEach(l -> { }), "chromium-errors");
        drain.setDaemon(true);
        drain.start();
        return URI.create(line.substring(line.indexOf("ws://"))).getPort();
      }
    }
    throw new IOException("Chromium did not start:\n" + seen);
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          JsonNode message = MAPPER.readTree(text.toString());
          if (message.has("id")) {
            waiting.remove(message.get("id").asInt()).complete(message);
          } else {
            events.add(message);
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }
  }

  private JsonNode call(String method, ObjectNode parameters) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
    message.set("params", parameters);
    socket.sendText(message.toString(), true).get(SECONDS, TimeUnit.SECONDS);
    JsonNode result = answer.get(SECONDS, TimeUnit.SECONDS);
    if (result.has("error")) {
      throw new IllegalStateException(method + ": " + result.get("error"));
    }
    return result.get("result");
  }

  /**
   * Opens a page.
   *
   * @param file the page
   * @param width width of the window in pixels
   */
  void open(Path file, int width) throws Exception {
    events.clear();
    call("Emulation.setDeviceMetricsOverride", MAPPER.createObjectNode().put("width", width).put("height", 844)
        .put("deviceScaleFactor", 1).put("mobile", width < 600));
    call("Page.navigate", MAPPER.createObjectNode().put("url", file.toUri().toString()));
    for (int i = 0; i < 10 * SECONDS && names("Page.loadEventFired").isEmpty(); i++) {
      Thread.sleep(100);
    }
    if (names("Page.loadEventFired").isEmpty()) {
      throw new IllegalStateException(file + " was not loaded");
    }
  }

  private List<JsonNode> names(String method) {
    return events.stream().filter(e -> e.get("method").asText().equals(method)).map(e -> e.get("params")).toList();
  }

  /** @return errors of scripts, of the page's policy and of the network since the page was opened */
  List<String> errors() {
    List<String> errors = new ArrayList<>();
    names("Runtime.exceptionThrown").forEach(e -> errors.add(e.toString()));
    names("Log.entryAdded").stream().filter(e -> e.path("entry").path("level").asText().equals("error"))
        .forEach(e -> errors.add(e.toString()));
    names("Runtime.consoleAPICalled").stream().filter(e -> e.path("type").asText().equals("error"))
        .forEach(e -> errors.add(e.toString()));
    return errors;
  }

  /** @return addresses that the page asked for since it was opened */
  List<String> requests() {
    return names("Network.requestWillBeSent").stream().map(e -> e.path("request").path("url").asText()).toList();
  }

  /** @return value of an expression in the page */
  JsonNode evaluate(String expression) throws Exception {
    JsonNode result = call("Runtime.evaluate", MAPPER.createObjectNode().put("expression", expression).put("returnByValue",
        true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.get("exceptionDetails").toString());
    }
    return result.path("result").path("value");
  }

  /** Writes what the whole page looks like. */
  void picture(Path png) throws Exception {
    JsonNode result = call("Page.captureScreenshot", MAPPER.createObjectNode().put("captureBeyondViewport", true));
    Files.write(png, Base64.getDecoder().decode(result.get("data").asText()));
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    // They outlive it for a moment, and would write into the profile while it is deleted.
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().orTimeout(10, TimeUnit.SECONDS).exceptionally(e -> child).join();
    }
    process.waitFor(10, TimeUnit.SECONDS);
  }
}
