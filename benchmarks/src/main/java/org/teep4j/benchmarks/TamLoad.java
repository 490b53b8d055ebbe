package org.teep4j.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.teep4j.cli.Main;
import org.teep4j.codec.Bytes;
import org.teep4j.codec.DecodeException;
import org.teep4j.cose.CoseAlgorithm;
import org.teep4j.cose.CoseKey;
import org.teep4j.cose.CoseKeys;
import org.teep4j.cose.CoseSignedMessage;
import org.teep4j.cose.CoseSigner;
import org.teep4j.suit.SuitComponentIdentifier;
import org.teep4j.suit.author.Component;
import org.teep4j.suit.author.ManifestAuthor;
import org.teep4j.suit.author.Source;
import org.teep4j.teep.Dialect;
import org.teep4j.teep.QueryResponse;
import org.teep4j.teep.RequestedTcInfo;
import org.teep4j.teep.Success;
import org.teep4j.teep.TeepMessage;

/**
 * How many sessions {@code teep4j tam serve} has in a second, over loopback: a TAM in a process of
 * its own, and clients that do no more than sign. A session is three requests: for a session, a
 * QueryResponse that is answered by an Update, and a Success.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar org.teep4j.benchmarks.TamLoad [SECONDS]
 * }</pre>
 */
public final class TamLoad {
  private static final SuitComponentIdentifier COMPONENT = SuitComponentIdentifier.ofText("tc");
  private static final int WARM_UP = 5;

  private final Path folder;
  private final int port;
  private final CoseKey agent;

  private TamLoad(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.agent = CoseKeys.generate(CoseAlgorithm.ESP256);
    write("tam-p256", CoseKeys.generate(CoseAlgorithm.ESP256));
    write("tam-ed25519", CoseKeys.generate(CoseAlgorithm.ED25519));
    write("agent", agent.toPublic());
    CoseKey author = CoseKeys.generate(CoseAlgorithm.ESP256);
    write("author", author.toPublic());
    Files.createDirectory(folder.resolve("manifests"));
    Files.write(
        folder.resolve("manifests/tc.suit"),
        ManifestAuthor.ofSequenceNumber(1)
            .component(
                Component.of(COMPONENT, Source.integrated("#tc", Bytes.wrap(new byte[1024]))))
            .envelope()
            .signer(CoseSigner.of(author))
            .build()
            .encode()
            .toByteArray());
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  private void write(String name, CoseKey key) throws IOException {
    Files.write(folder.resolve(name), key.toByteArray());
  }

  /**
   * Measures a TAM that remembers in memory and one that remembers in files.
   *
   * @param args how many seconds each measurement takes; 10 if there is none
   */
  public static void main(String[] args) throws Exception {
    int seconds = args.length == 0 ? 10 : Integer.parseInt(args[0]);
    System.out.println("store   clients  sessions/s  p50 ms  p99 ms  TAM CPU ms/session");
    for (boolean files : new boolean[] {false, true}) {
      TamLoad load = new TamLoad(Files.createTempDirectory("teep4j-load"));
      Process tam = load.start(files);
      try {
        for (int clients : new int[] {1, 8}) {
          load.run(clients, WARM_UP);
          long before = cpu(tam);
          long[] times = load.run(clients, seconds);
          print(files, clients, seconds, times, cpu(tam) - before);
        }
      } finally {
        tam.destroyForcibly().waitFor();
      }
    }
  }

  private static long cpu(Process process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  private static void print(boolean files, int clients, int seconds, long[] times, long cpu) {
    int sessions = times.length / 3;
    System.out.printf(
        Locale.ROOT,
        "%-7s %7d %11.0f %7.1f %7.1f %19.1f%n",
        files ? "files" : "memory",
        clients,
        (double) sessions / seconds,
        times[times.length / 2] / 1e6,
        times[(int) (times.length * 0.99)] / 1e6,
        (double) cpu / sessions);
  }

  private Process start(boolean files) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("tam", "serve", "--port", String.valueOf(port)));
    for (String each : List.of("key=tam-p256", "key=tam-ed25519", "author=author", "agent=agent")) {
      command.add("--" + each.split("=", 2)[0]);
      command.add(folder.resolve(each.split("=", 2)[1]).toString());
    }
    command.addAll(List.of("--manifests", folder.resolve("manifests").toString()));
    if (files) {
      command.addAll(List.of("--state", folder.resolve("state").toString()));
    }
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    while (!Files.readString(out).contains("offered ")) {
      if (!process.isAlive()) {
        throw new IllegalStateException(Files.readString(out));
      }
      Thread.sleep(20);
    }
    return process;
  }

  /** The time of each request in nanoseconds, sorted. */
  private long[] run(int clients, int seconds) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(clients);
    try {
      long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
      List<Callable<List<Long>>> work = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        work.add(() -> sessions(end));
      }
      List<Long> times = new ArrayList<>();
      for (Future<List<Long>> each : executor.invokeAll(work)) {
        times.addAll(each.get());
      }
      long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
      Arrays.sort(sorted);
      return sorted;
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Long> sessions(long end) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    CoseSigner signer = CoseSigner.of(agent.withKeyId(agent.thumbprint()));
    List<Long> times = new ArrayList<>();
    while (System.nanoTime() < end) {
      TeepMessage request = message(post(client, Bytes.empty(), 200, times));
      QueryResponse response =
          QueryResponse.builder()
              .token(request.token().orElseThrow())
              .tcList(List.of())
              .requestedTcList(List.of(RequestedTcInfo.of(COMPONENT)))
              .build();
      TeepMessage update = message(post(client, signed(response, signer), 200, times));
      Success success = Success.builder().token(update.token().orElseThrow()).build();
      post(client, signed(success, signer), 204, times);
    }
    return times;
  }

  private static Bytes signed(TeepMessage message, CoseSigner signer)
      throws GeneralSecurityException {
    return message.sign(signer, Dialect.RFC).encode().toBytes();
  }

  private static TeepMessage message(Bytes bytes) throws DecodeException {
    return TeepMessage.decodeUnverified(
        CoseSignedMessage.decode(bytes).unverifiedPayload(), Dialect.RFC);
  }

  private Bytes post(HttpClient client, Bytes message, int status, List<Long> times)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/tam"))
            .header("Accept", TeepMessage.MEDIA_TYPE)
            .header("Content-Type", TeepMessage.MEDIA_TYPE)
            .POST(BodyPublishers.ofByteArray(message.toByteArray()))
            .build();
    long start = System.nanoTime();
    HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
    times.add(System.nanoTime() - start);
    if (response.statusCode() != status) {
      throw new IllegalStateException("status " + response.statusCode());
    }
    return Bytes.wrap(response.body());
  }
}
