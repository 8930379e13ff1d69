package salvor.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.Gap;
import salvor.cluster.KubeContext;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchListener;
import salvor.cluster.Watching;
import salvor.jobs.Jobs;
import tools.jackson.databind.json.JsonMapper;

/** What is written when recording ends, also when a part of it cannot be. */
class LiveCaseEndTest {
  private static final Instant START = Instant.parse("2026-11-27T05:00:00Z");

  @TempDir Path folder;

  @SuppressWarnings("unchecked")
  private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
    return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static final KubeContext CONTEXT =
      new KubeContext(
          "east",
          Path.of("config"),
          KubeContext.Origin.USER,
          "",
          "https://east:6443",
          null,
          "",
          false,
          "",
          "",
          "",
          List.of(),
          List.of());

  @Test
  void whatCameAfterTheLastRoundIsWrittenThoughOneFileCannotBe() throws Exception {
    Map<ObjectKind, WatchListener> listeners = new ConcurrentHashMap<>();
    Watching watching = proxy(Watching.class, (proxy, method, arguments) -> null);
    Cluster cluster =
        proxy(
            Cluster.class,
            (proxy, method, arguments) -> {
              if (method.getName().equals("context")) {
                return CONTEXT;
              }
              listeners.put((ObjectKind) arguments[0], (WatchListener) arguments[2]);
              return watching;
            });
    LiveJudging never =
        new LiveJudging(
            (paths, progress) -> {
              throw new IOException("on purpose");
            },
            (given, suspected, progress) -> {
              throw new AssertionError();
            },
            List.of(),
            1);
    LiveCase live = new LiveCase(cluster, folder, never, new Jobs(), InstantSource.fixed(START));
    CountDownLatch over = new CountDownLatch(1);
    live.begin(
        "",
        now -> {
          if (now.failed() != null) {
            over.countDown();
          }
        });
    assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
    for (ObjectKind kind : List.of(ObjectKind.PODS, ObjectKind.SERVICES)) {
      listeners
          .get(kind)
          .added(
              JsonMapper.shared()
                  .readTree("{\"metadata\": {\"namespace\": \"shop\", \"name\": \"a\"}}"));
    }
    listeners
        .get(ObjectKind.PODS)
        .gap(new Gap(START, START.plusSeconds(9), new Trouble.Other("broken"), false));
    Files.createDirectory(folder.resolve("objects/pods.jsonl.new"));

    assertThatThrownBy(live::close).isInstanceOf(IOException.class).hasMessageContaining("pods");
    assertThat(folder.resolve("objects/services.jsonl")).content().contains("\"shop\"");
    assertThat(folder.resolve("recording.json"))
        .content()
        .contains("\"context\":\"east\"", "\"server\":\"https://east:6443\"");
    assertThat(folder.resolve("objects/services/chunks.jsonl")).exists();
    assertThat(folder.resolve("not-heard/pods/000001.jsonl")).content().contains("broken");
    assertThat(folder.resolve("not-heard/pods/chunks.jsonl")).exists();
  }
}
