package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.Exec.Channel;
import salvor.cluster.Exec.End;
import salvor.cluster.ExecRequest;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.jobs.Jobs;
import salvor.training.apiserver.Faults;
import salvor.training.apiserver.Json;

/** Programs in pods, over WebSockets. */
class ExecTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Permission LEAVE = () -> {};
  private static final ExecRequest LS =
      new ExecRequest("shop", "web", "app", List.of("ls", "a b&c=d", "\u00e4+"), false);
  private static final ExecRequest CAT =
      new ExecRequest("shop", "web", "app", List.of("cat"), true);

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();

  @BeforeEach
  void pod() {
    api.pod("web");
  }

  @AfterEach
  void close() {
    api.close();
  }

  /** Everything of one channel until the end. */
  private static String all(Exec exec, Channel channel) throws ClusterFailure {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Exec.Piece piece; (piece = exec.next(LONG)) != null; ) {
      if (piece.channel() == channel) {
        all.writeBytes(piece.bytes());
      }
    }
    return all.toString(UTF_8);
  }

  private End endBy(String status) throws Exception {
    api.talk = channels -> channels.end(Json.object(status));
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN);
        Exec exec = cluster.exec(LS, LEAVE)) {
      assertThat(all(exec, Channel.OUT)).isEmpty();
      return exec.end();
    }
  }

  @Test
  void tellsOutputErrorAndExitCode() throws Exception {
    byte[] big = new byte[300_000];
    Arrays.fill(big, (byte) 'x');
    api.talk =
        channels -> {
          channels.send(2, "warned".getBytes(UTF_8));
          channels.send(1, big);
          channels.end(
              Json.object(
                  """
                  {"status": "Failure", "reason": "NonZeroExitCode",
                   "details": {"causes": [{"reason": "ExitCode", "message": "3"}]}}
                  """));
        };
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN);
        Exec exec = cluster.exec(LS, LEAVE)) {
      Exec.Piece first = exec.next(LONG);
      assertThat(first.channel()).isEqualTo(Channel.ERROR);
      assertThat(first.bytes()).asString(UTF_8).isEqualTo("warned");
      assertThat(all(exec, Channel.OUT)).hasSize(big.length).containsOnlyOnce("x".repeat(300_000));
      assertThat(exec.end()).isEqualTo(new End.Exited(3));
    }
    assertThat(api.asked("/exec").getFirst().toString())
        .contains("command=ls&command=a+b%26c%3Dd&command=%C3%A4%2B")
        .contains("container=app");
  }

  @Test
  void tellsEveryFormOfStatus() throws Exception {
    assertThat(endBy("{\"status\": \"Success\"}")).isEqualTo(new End.Exited(0));
    String notFound = "exec: \"sh\": executable file not found in $PATH: unknown";
    assertThat(
            endBy(
                Json.object("{\"status\": \"Failure\", \"reason\": \"InternalError\"}")
                    .put("message", notFound)
                    .toString()))
        .isEqualTo(new End.NotRun("InternalError", notFound));
    assertThat(
            endBy(
                """
                {"status": "Failure", "reason": "NonZeroExitCode", "message": "odd",
                 "details": {"causes": [{"reason": "ExitCode", "message": "many"}]}}
                """))
        .isEqualTo(new End.NotRun("NonZeroExitCode", "odd"));
    assertThat(endBy("{\"status\": \"Failure\"}"))
        .isEqualTo(new End.NotRun("", "{\"status\":\"Failure\"}"));
  }

  @Test
  void givesInputAndItsEnd() throws Exception {
    ByteArrayOutputStream given = new ByteArrayOutputStream();
    api.talk =
        channels ->
            channels.onInput(bytes -> {
              given.writeBytes(bytes);
              if (bytes.length == 0) {
                channels.send(1, given.toByteArray());
                channels.end(Json.object("{\"status\": \"Success\"}"));
              }
            });
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN);
        Exec exec = cluster.exec(CAT, LEAVE)) {
      exec.input("y".repeat(100_000).getBytes(UTF_8));
      exec.input("z".getBytes(UTF_8));
      exec.input(new byte[0]);
      assertThat(all(exec, Channel.OUT)).hasSize(100_001).endsWith("yz");
      assertThat(exec.end()).isEqualTo(new End.Exited(0));
      assertThatThrownBy(() -> exec.input("late".getBytes(UTF_8)))
          .isInstanceOf(ClusterFailure.class);
    }
  }

  @Test
  void tellsWhyItDidNotBegin() throws Exception {
    try (Cluster admin = api.connect(dir, PracticeApi.ADMIN);
        Cluster limited = api.connect(dir, PracticeApi.LIMITED)) {
      ExecRequest gone = new ExecRequest("shop", "gone", "app", List.of("ls"), false);
      assertThat(trouble(admin, gone)).isInstanceOf(Trouble.Missing.class);
      assertThat(trouble(limited, LS))
          .isInstanceOfSatisfying(
              Trouble.Forbidden.class,
              forbidden -> assertThat(forbidden.resource()).isEqualTo("pods/exec"));
      api.faults.plan(
          1,
          request -> request.toString().contains("/exec"),
          new Faults.Fault.Page(502, "text/html", "<html>proxy"));
      assertThat(trouble(admin, LS)).isInstanceOf(Trouble.NotKubernetes.class);
    }
    try (Cluster stranger = api.connect(dir, "no-such-token")) {
      assertThat(trouble(stranger, LS)).isInstanceOf(Trouble.BadCredentials.class);
    }
  }

  private static Trouble trouble(Cluster cluster, ExecRequest request) {
    return catchThrowableOfType(ClusterFailure.class, () -> cluster.exec(request, LEAVE)).trouble();
  }

  @Test
  void runsNothingWithoutLeave() throws Exception {
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN)) {
      assertThatThrownBy(() ->
              cluster.exec(
                  LS,
                  () -> {
                    throw new IllegalStateException("ended");
                  }))
          .hasMessage("ended");
    }
    assertThat(api.asked("/exec")).isEmpty();
  }

  @Test
  void goesThroughAProxyAsOtherRequests() throws Exception {
    api.talk = channels -> channels.end(Json.object("{\"status\": \"Success\"}"));
    try (Proxy proxy = Proxy.inClear()) {
      String kubeconfig =
          api.kubeconfig(PracticeApi.ADMIN)
              .replace(
                  "    server: ",
                  "    proxy-url: http://127.0.0.1:" + proxy.port() + "\n    server: ");
      try (Cluster cluster =
              api.connect(PracticeApi.context(dir, kubeconfig), PracticeApi.PATIENCE);
          Exec exec = cluster.exec(LS, LEAVE)) {
        assertThat(all(exec, Channel.OUT)).isEmpty();
        assertThat(exec.end()).isEqualTo(new End.Exited(0));
      }
    }
  }

  private Exec raw(RawSockets server, ExecRequest request) throws Exception {
    String kubeconfig =
        api.kubeconfig(server.address(), api.authority(), "{token: \"t\"}")
            .replaceAll("(?m)^ *certificate-authority-data.*\n", "");
    return api.connect(PracticeApi.context(dir, kubeconfig), PracticeApi.PATIENCE)
        .exec(request, LEAVE);
  }

  @Test
  void isLostWhereTheConnectionIsCutWithoutAWord() throws Exception {
    try (RawSockets server = new RawSockets(connection -> {});
        Exec exec = raw(server, LS)) {
      assertThat(all(exec, Channel.OUT)).isEmpty();
      assertThat(exec.end()).isInstanceOf(End.Lost.class);
      assertThat(server.heads().getFirst())
          .contains("Authorization: Bearer t")
          .contains("Sec-WebSocket-Protocol: v4.channel.k8s.io");
    }
    byte[] goingAway = {0x03, (byte) 0xe9, 'b', 'y', 'e'};
    try (RawSockets server =
            new RawSockets(connection -> {
              connection.frame(8, goingAway);
              connection.read();
            });
        Exec exec = raw(server, LS)) {
      assertThat(all(exec, Channel.OUT)).isEmpty();
      assertThat(exec.end()).isEqualTo(new End.Lost("1001 bye"));
    }
  }

  @Test
  void takesOutputThatItsStatusOvertook() throws Exception {
    try (RawSockets server =
            new RawSockets(connection -> {
              connection.message(3, "{\"status\":");
              connection.frame(9, "ping".getBytes(UTF_8));
              connection.frame(1, "text".getBytes(UTF_8));
              connection.frame(2, new byte[0]);
              connection.message(3, " \"Success\"}");
              connection.message(1, "");
              connection.message(77, "unknown");
              connection.message(1, "late");
              connection.bye();
            });
        Exec exec = raw(server, LS)) {
      assertThat(all(exec, Channel.OUT)).isEqualTo("late");
      assertThat(exec.end()).isEqualTo(new End.Exited(0));
    }
  }

  @Test
  void tellsVerbatimAStatusThatIsNone() throws Exception {
    try (RawSockets server =
            new RawSockets(connection -> {
              connection.message(3, "command failed");
              connection.bye();
            });
        Exec exec = raw(server, LS)) {
      assertThat(all(exec, Channel.OUT)).isEmpty();
      assertThat(exec.end()).isEqualTo(new End.NotRun("", "command failed"));
    }
  }

  @Test
  void tellsTheEndOfInputByItsChannel() throws Exception {
    byte[][] end = new byte[1][];
    try (RawSockets server =
            new RawSockets(connection -> {
              end[0] = connection.read();
              connection.message(3, "{\"status\": \"Success\"}");
              connection.bye();
            });
        Exec exec = raw(server, CAT)) {
      exec.input(new byte[0]);
      assertThat(all(exec, Channel.OUT)).isEmpty();
      assertThat(end[0]).containsExactly(255, 0);
      assertThat(server.heads().getFirst())
          .contains("Sec-WebSocket-Protocol: v5.channel.k8s.io")
          .contains("stdin=true");
    }
  }

  @Test
  void givesUpAfterSilence() throws Exception {
    try (RawSockets server = new RawSockets(connection -> connection.read());
        Exec exec = raw(server, LS)) {
      assertThatThrownBy(() -> exec.next(Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              ClusterFailure.class,
              failure -> assertThat(failure.trouble()).isInstanceOf(Trouble.TimedOut.class));
      assertThat(exec.end()).isInstanceOf(End.Lost.class);
    }
  }

  @Test
  void isReleasedByAnotherThreadThatCloses() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    api.talk = channels -> begun.countDown();
    try (Cluster cluster = api.connect(dir, PracticeApi.ADMIN)) {
      Exec exec = cluster.exec(LS, LEAVE);
      new Jobs()
          .start(
              "Close",
              _ -> {
                begun.await();
                exec.close();
                return true;
              });
      assertThatThrownBy(() -> exec.next(LONG))
          .isInstanceOfSatisfying(
              ClusterFailure.class,
              failure -> assertThat(failure.trouble()).isEqualTo(new Trouble.Other("closed")));
    }
  }

  /** Counts what is asked for, and sends nothing. */
  private static final class Asked implements WebSocket {
    int requests;
    int closed;

    @Override
    public boolean send(ByteBuffer buffer) {
      return true;
    }

    @Override
    public boolean sendClose(int code, String reason) {
      closed++;
      return true;
    }

    @Override
    public long queueSize() {
      return 0;
    }

    @Override
    public void request() {
      requests++;
    }
  }

  @Test
  void asksForAnotherPieceOnlyWhenOneWasTaken() throws Exception {
    Asked socket = new Asked();
    ExecSocket exec = new ExecSocket("server", LONG, _ -> {});
    exec.onOpen(socket);
    int first = socket.requests;
    assertThat(first).isLessThan(20);
    exec.onMessage(socket, ByteBuffer.wrap(new byte[] {1, 'a'}));
    exec.onMessage(socket, ByteBuffer.wrap(new byte[] {1, 'b'}));
    assertThat(socket.requests).isEqualTo(first);
    assertThat(exec.next(LONG).bytes()).containsExactly('a');
    assertThat(socket.requests).isEqualTo(first + 1);
  }

  @Test
  void closesASocketThatOpensTooLate() {
    Asked socket = new Asked();
    ExecSocket exec = new ExecSocket("server", LONG, _ -> {});
    exec.close();
    exec.onOpen(socket);
    assertThat(socket.closed).isEqualTo(1);
  }
}
