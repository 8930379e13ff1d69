package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.KubeContext;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.training.apiserver.Faults.Fault;

/** Pages that cannot be fetched, unpacked or told: that is said, and nobody waits for ever. */
@Timeout(60)
class PagesTest {
  private @TempDir Path dir;

  private static byte[] packed(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    return packed.toByteArray();
  }

  private static Trouble listed(Cluster cluster) {
    return catchThrowableOfType(ClusterFailure.class, () -> cluster.list(ObjectKind.PODS, ""))
        .trouble();
  }

  @Test
  void anErrorOfWhoFetchesIsToldToWhoReads() throws Exception {
    try (PracticeApi api = new PracticeApi()) {
      HttpClient full =
          (HttpClient)
              Proxy.newProxyInstance(
                  HttpClient.class.getClassLoader(),
                  new Class<?>[] {HttpClient.class},
                  (proxy, method, arguments) -> {
                    throw new OutOfMemoryError("on purpose");
                  });
      KubeContext context = PracticeApi.context(dir, api.kubeconfig(PracticeApi.ADMIN));
      Authorization authorization =
          new Authorization(context, InstantSource.system(), api.renewals(context));
      Pages pages =
          new Pages(
              new Asking(
                  api.address(),
                  authorization,
                  own -> full,
                  null,
                  PracticeApi.PATIENCE,
                  InstantSource.system()),
              "/api/v1/pods");
      ClusterFailure told = catchThrowableOfType(ClusterFailure.class, () -> pages.each(pod -> {}));
      assertThat(told.trouble())
          .isInstanceOfSatisfying(
              Trouble.Other.class,
              other -> assertThat(other.said()).contains("OutOfMemoryError", "on purpose"));
    }
  }

  @Test
  void whoReadsNoFurtherEndsWhoFetches() throws Exception {
    try (PracticeApi api = new PracticeApi();
        Cluster cluster = api.connect(dir, PracticeApi.ADMIN)) {
      for (int i = 0; i < 3001; i++) {
        api.pod("pod-" + i);
      }
      AtomicInteger told = new AtomicInteger();
      IllegalStateException enough =
          catchThrowableOfType(
              IllegalStateException.class,
              () ->
                  cluster.each(
                      ObjectKind.PODS,
                      "",
                      pod -> {
                        told.incrementAndGet();
                        throw new IllegalStateException("enough");
                      }));
      assertThat(enough).hasMessage("enough");
      assertThat(told).hasValue(1);
      assertThat(api.asked("limit=500")).as("the rest is not asked for").hasSizeLessThan(6);
    }
  }

  @Test
  void anAnswerThatIsDamagedOrTooLongWhenUnpackedIsNotTaken() throws Exception {
    byte[] whole = packed("{\"kind\": \"PodList\", \"items\": []}".getBytes(UTF_8));
    try (PracticeApi api = new PracticeApi();
        Cluster cluster = api.connect(dir, PracticeApi.ADMIN)) {
      api.faults.plan(1, request -> true, new Fault.Packed(200, whole));
      assertThat(cluster.list(ObjectKind.PODS, "")).isEmpty();
      byte[] cut = Arrays.copyOf(whole, whole.length - 9);
      for (byte[] damaged : new byte[][] {cut, "{}".getBytes(UTF_8), {}}) {
        api.faults.plan(1, request -> true, new Fault.Packed(200, damaged));
        assertThat(listed(cluster))
            .isInstanceOfSatisfying(
                Trouble.Other.class,
                other -> assertThat(other.said()).contains("cannot be unpacked"));
      }
    }
    byte[] zeros = packed(new byte[100_000]);
    assertThat(zeros).hasSizeLessThan(1000);
    assertThat(Asking.unpacked(zeros, 100_000)).hasSize(100_000);
    assertThat(
            catchThrowableOfType(ClusterFailure.class, () -> Asking.unpacked(zeros, 99_999))
                .trouble())
        .isEqualTo(new Trouble.Other("an answer of more than 99999 bytes"));
  }

  @Test
  void aFailureIsToldByItsCodeThoughItsWordsAreDamaged() throws Exception {
    try (PracticeApi api = new PracticeApi();
        Cluster cluster = api.connect(dir, PracticeApi.ADMIN)) {
      api.faults.plan(1, request -> true, new Fault.Packed(401, new byte[0]));
      assertThat(listed(cluster)).isInstanceOf(Trouble.BadCredentials.class);
      api.faults.plan(1, request -> true, new Fault.Packed(503, packed(new byte[2 << 20])));
      assertThat(listed(cluster)).isInstanceOf(Trouble.Busy.class);
    }
  }
}
