package salvor.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.Trouble;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;

/** A server that takes the connection and never answers holds nobody up who wants to stop. */
@Timeout(60)
class UnansweredExecTest {
  /** So long that only cancelling ends the wait within this test's time. */
  private static final Patience ENDLESS =
      new Patience(
          Duration.ofMinutes(30),
          Duration.ofMinutes(30),
          Duration.ofMillis(20),
          Duration.ofMillis(80));

  private static final ExecRequest LS = new ExecRequest("shop", "web", "app", List.of("ls"), false);

  private @TempDir Path dir;
  private final CountDownLatch asked = new CountDownLatch(1);
  private ServerSocket server;
  private Cluster cluster;

  @BeforeEach
  void listen() throws Exception {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    var _ =
        new Jobs()
            .start(
                "never answer",
                _ -> {
                  try (Socket socket = server.accept()) {
                    for (int read = socket.getInputStream().read();
                        read >= 0;
                        read = socket.getInputStream().read()) {
                      asked.countDown();
                    }
                  }
                  return null;
                });
    Path kubeconfig =
        Files.writeString(
            dir.resolve("kubeconfig"),
            """
            {"apiVersion": "v1", "kind": "Config", "current-context": "c",
             "clusters": [{"name": "c", "cluster": {"server": "http://127.0.0.1:%d"}}],
             "users": [{"name": "u", "user": {"token": "t"}}],
             "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}]}
            """
                .formatted(server.getLocalPort()));
    KubeContext context =
        Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER).context("").orElseThrow();
    cluster =
        new Fabric8Clusters(new Jobs(), InstantSource.system(), ENDLESS, 7)
            .connect(context, Confirmed.NOTHING);
  }

  @AfterEach
  void close() throws Exception {
    cluster.close();
    server.close();
  }

  @Test
  void cancellingEndsTheOpeningAtOnce() throws Exception {
    Job<Exec> job = new Jobs().start("look", progress -> cluster.exec(LS, () -> {}, progress));
    assertThat(asked.await(30, TimeUnit.SECONDS)).as("the server was asked").isTrue();
    job.cancel();
    assertThat(job.await()).isInstanceOf(JobState.Cancelled.class);
  }

  @Test
  void oneThatWasCancelledBeforeItBeganEndsAtOnceToo() {
    Progress cancelled =
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {}

          @Override
          public void onCancel(Runnable stop) {
            stop.run();
          }
        };
    assertThatThrownBy(() -> cluster.exec(LS, () -> {}, cancelled))
        .isInstanceOfSatisfying(
            ClusterFailure.class,
            failure -> assertThat(failure.trouble()).isEqualTo(new Trouble.Other("closed")));
  }

  @Test
  void closingTheClusterEndsTheOpeningToo() throws Exception {
    Job<Exec> job = new Jobs().start("look", _ -> cluster.exec(LS, () -> {}));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    cluster.close();
    assertThat(job.await()).isInstanceOf(JobState.Failed.class);
  }
}
