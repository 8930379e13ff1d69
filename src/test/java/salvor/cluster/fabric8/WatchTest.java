package salvor.cluster.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;
import salvor.cluster.Watching;
import salvor.jobs.Jobs;
import salvor.training.apiserver.Faults.Fault;
import salvor.training.apiserver.LoggedRequest;
import tools.jackson.databind.JsonNode;

/** What a watch tells on good and on bad days, against the practice server. */
class WatchTest {
  private static final Predicate<LoggedRequest> WATCH = LoggedRequest::isWatch;

  private @TempDir Path dir;
  private final PracticeApi api = new PracticeApi();
  private final Heard heard = new Heard();
  private Cluster cluster;

  private Watching watch(Patience patience) throws Exception {
    cluster = api.connect(PracticeApi.context(dir, api.kubeconfig(PracticeApi.ADMIN)), patience);
    return cluster.watch(ObjectKind.PODS, "", heard);
  }

  private Watching live() throws Exception {
    api.pod("a");
    Watching watching = watch(PracticeApi.PATIENCE);
    heard.until("live", Heard::isLive);
    return watching;
  }

  private void liveAgain(int gaps) throws InterruptedException {
    heard.until("live again", h -> h.isLive() && h.gaps.size() == gaps);
  }

  @AfterEach
  void close() {
    if (cluster != null) {
      cluster.close();
    }
    api.close();
  }

  @Test
  void asksOneListAndOneWatchForAnyNumberOfPods() throws Exception {
    for (int i = 0; i < 40; i++) {
      api.pod("pod-" + i);
    }
    watch(PracticeApi.PATIENCE);
    heard.until("live", Heard::isLive);
    api.pod("later");
    api.delete("pod-3");
    heard.until("both changes", h -> h.there.contains("later") && !h.there.contains("pod-3"));
    assertThat(heard.there).hasSize(40);
    assertThat(api.asked("")).hasSize(2);
    assertThat(api.asked("").getFirst()).hasToString("GET /api/v1/pods?limit=500");
    assertThat(api.asked("").getLast().isWatch()).isTrue();
    assertThat(heard.gaps).isEmpty();
  }

  @Test
  void listsInPages() throws Exception {
    for (int i = 0; i < 1201; i++) {
      api.pod("pod-" + i);
    }
    watch(PracticeApi.PATIENCE);
    heard.until("live", Heard::isLive);
    assertThat(heard.there).hasSize(1201);
    assertThat(api.asked("limit=500")).hasSize(3);
    assertThat(api.asked("continue=")).hasSize(2);
    assertThat(heard.lists).isOne();
  }

  @Test
  void listsTheRestAnewWhenThePagesExpire() throws Exception {
    for (int i = 0; i < 600; i++) {
      api.pod("pod-" + i);
    }
    api.faults.plan(
        1, request -> request.query().contains("continue="), failure(410, "Expired", 0));
    watch(PracticeApi.PATIENCE);
    heard.until("live", Heard::isLive);
    assertThat(heard.there).hasSize(600);
    assertThat(heard.told).hasSize(600);
  }

  private static Fault failure(int code, String reason, int retryAfter) {
    return new Fault.Failure(code, reason, "on purpose", retryAfter);
  }

  @Test
  void tellsAHoleAndWhatHappenedInItWhenAConnectionBreaks() throws Exception {
    live();
    api.faults.plan(3, WATCH, new Fault.Dropped());
    api.server.cut();
    heard.until("lost", h -> h.state() instanceof WatchState.Lost);
    api.pod("b");
    api.delete("a");
    liveAgain(1);
    heard.until("what was missed", h -> h.there.equals(Set.of("b")));
    assertThat(heard.gaps.getFirst().retold()).isTrue();
    assertThat(heard.gaps.getFirst().why()).isInstanceOf(Trouble.Unreachable.class);
    assertThat(heard.gaps.getFirst().from()).isBeforeOrEqualTo(heard.gaps.getFirst().to());
    assertThat(heard.lists).as("resumed, not listed anew").isOne();
  }

  @Test
  void aHoleBeginsNotBeforeAWatchEndedInOrder() throws Exception {
    AtomicLong seconds = new AtomicLong(1_790_000_000L);
    api.faults.plan(1, WATCH, new Fault.Page(200, "application/json", ""));
    api.faults.plan(1000, WATCH, new Fault.Dropped());
    cluster =
        new Fabric8Clusters(
                new Jobs(),
                () -> Instant.ofEpochSecond(seconds.incrementAndGet()),
                PracticeApi.PATIENCE,
                7)
            .connect(
                PracticeApi.context(dir, api.kubeconfig(PracticeApi.ADMIN)), Confirmed.NOTHING);
    cluster.watch(ObjectKind.PODS, "", heard);
    heard.until("lost", h -> !h.states.isEmpty() && h.state() instanceof WatchState.Lost);
    Instant live =
        heard.states.stream()
            .filter(WatchState.Live.class::isInstance)
            .map(state -> ((WatchState.Live) state).since())
            .findFirst()
            .orElseThrow();
    assertThat(((WatchState.Lost) heard.state()).since()).isAfter(live);
  }

  @Test
  void tellsAHoleThatStaysOneWhenTheVersionIsForgotten() throws Exception {
    live();
    api.faults.plan(1, WATCH, new Fault.Dropped());
    api.server.run(() -> {
      api.store.create(api.kind("pods"), pod("b"));
      return api.store;
    });
    heard.until("b", h -> h.there.contains("b"));
    api.faults.plan(1, WATCH, failure(410, "Expired", 0));
    api.server.cut();
    liveAgain(1);
    assertThat(heard.gaps.getFirst().retold()).isFalse();
    assertThat(heard.lists).isEqualTo(2);
    assertThat(heard.told).as("unchanged ones are not told again").containsExactly("+a", "+b");
  }

  private static tools.jackson.databind.node.ObjectNode pod(String name) {
    return (tools.jackson.databind.node.ObjectNode)
        tools.jackson.databind.json.JsonMapper.shared()
            .readTree("{\"metadata\": {\"namespace\": \"shop\", \"name\": \"" + name + "\"}}");
  }

  @Test
  void noticesWhatIsGoneWhenItHadToListAnew() throws Exception {
    api.pod("b");
    live();
    api.faults.plan(2, WATCH, failure(410, "Gone", 0));
    api.faults.plan(1, WATCH, new Fault.Dropped());
    api.server.run(() -> {
      api.faults.plan(1, WATCH, new Fault.Dropped());
      return 0;
    });
    api.server.cut();
    api.delete("b");
    heard.until("gone", h -> h.there.equals(Set.of("a")));
    liveAgain(1);
  }

  @Test
  void seesThroughAServerThatWentBackToOlderVersions() throws Exception {
    String anyServer =
        api.kubeconfig(PracticeApi.ADMIN)
            .replaceAll("certificate-authority-data: .*", "insecure-skip-tls-verify: true");
    cluster = api.connect(PracticeApi.context(dir, anyServer), PracticeApi.PATIENCE);
    api.pod("a");
    cluster.watch(ObjectKind.PODS, "", heard);
    heard.until("live", Heard::isLive);
    for (int i = 0; i < 20; i++) {
      api.pod("more-" + i);
    }
    heard.until("all", h -> h.there.size() == 21);
    api.restart("old", "restored");
    heard.until("the restored pods", h -> h.there.equals(Set.of("old", "restored")));
    liveAgain(1);
    assertThat(heard.gaps.getFirst().retold()).isFalse();
    api.pod("after");
    heard.until("what comes after", h -> h.there.contains("after"));
  }

  @Test
  void takesAWatchThatSaysNothingForHalfOpen() throws Exception {
    api.pod("a");
    Patience quick =
        new Patience(
            Duration.ofSeconds(20),
            Duration.ofMillis(300),
            Duration.ofMillis(20),
            Duration.ofMillis(50));
    watch(quick);
    heard.until("live", Heard::isLive);
    api.server.stall();
    api.pod("b");
    heard.until("b", h -> h.there.contains("b"));
    heard.until("the hole", h -> !h.gaps.isEmpty());
    assertThat(heard.gaps.getFirst().why()).isInstanceOf(Trouble.TimedOut.class);
  }

  /** A listener that stops at a pod until it is let go. */
  private static final class Slow extends Heard {
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public void added(JsonNode object) {
      if (object.at("/metadata/name").asString("").equals("stop")) {
        try {
          go.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      super.added(object);
    }
  }

  @Test
  void comesBackAfterBeingCutOffForReadingTooSlowly() throws Exception {
    Slow slow = new Slow();
    cluster = api.connect(dir, PracticeApi.ADMIN);
    cluster.watch(ObjectKind.PODS, "", slow);
    slow.until("live", Heard::isLive);
    api.pod("stop");
    String much = "x".repeat(1 << 19);
    int pods = 0;
    while (api.server.openStreams() > 0 && pods < 200) {
      api.create(
          "pods",
          "{\"metadata\": {\"namespace\": \"shop\", \"name\": \"big-%d\", \"annotations\": {\"a\": \"%s\"}}}"
              .formatted(pods++, much));
    }
    assertThat(api.server.openStreams()).as("cut off, its buffer was full").isZero();
    slow.go.countDown();
    int all = pods + 1;
    slow.until("everything", h -> h.there.size() == all && h.isLive());
    assertThat(slow.gaps).hasSize(1);
    assertThat(slow.gaps.getFirst().retold()).isTrue();
    assertThat(slow.lists).isOne();
    assertThat(slow.told).doesNotHaveDuplicates();
  }

  @Test
  void waitsAsLongAsABusyServerAsks() throws Exception {
    live();
    api.faults.plan(
        1, request -> request.query().contains("limit=1"), failure(429, "TooManyRequests", 7));
    api.server.cut();
    heard.until(
        "told to wait",
        h ->
            h.state() instanceof WatchState.Lost(var since, Trouble.Busy busy, var next)
                && busy.after().equals(Duration.ofSeconds(7)));
    WatchState.Lost lost = (WatchState.Lost) heard.state();
    assertThat(lost.nextTry()).isAfter(lost.since().plusSeconds(6));
  }

  @Test
  void saysThatATokenHasEndedUnderWay() throws Exception {
    live();
    api.server.revoke(PracticeApi.ADMIN);
    api.server.cut();
    heard.until(
        "expired",
        h -> h.state() instanceof WatchState.Lost(var since, Trouble.BadCredentials bad, var next));
  }

  @Test
  void endsWhereItIsNotAllowedAndTriesAgainWhenAsked() throws Exception {
    cluster = api.connect(dir, PracticeApi.LIMITED);
    Watching watching = cluster.watch(ObjectKind.PODS, "", heard);
    heard.until("ended", h -> !h.states.isEmpty() && h.state() instanceof WatchState.Ended);
    Trouble why = ((WatchState.Ended) heard.state()).why();
    assertThat(why)
        .isInstanceOfSatisfying(
            Trouble.Forbidden.class,
            forbidden -> {
              assertThat(forbidden.verb()).isEqualTo("list");
              assertThat(forbidden.resource()).isEqualTo("pods");
            });
    api.allow(
        "[{\"apiGroups\": [\"\"], \"resources\": [\"pods\"], \"verbs\": [\"list\", \"watch\"]}]");
    watching.retry();
    heard.until("live", Heard::isLive);
    assertThat(heard.gaps).as("nothing was known before").isEmpty();
  }

  @Test
  void endsAtAKindThatTheServerDoesNotKnow() throws Exception {
    cluster = api.connect(dir, PracticeApi.ADMIN);
    cluster.watch(new ObjectKind("cilium.io", "v2", "ciliumnetworkpolicies"), "", heard);
    heard.until("ended", h -> !h.states.isEmpty() && h.state() instanceof WatchState.Ended);
    assertThat(((WatchState.Ended) heard.state()).why()).isInstanceOf(Trouble.Missing.class);
  }

  @Test
  void listsAnewAfterALineThatItDoesNotUnderstand() throws Exception {
    api.faults.plan(
        1,
        WATCH,
        new Fault.Page(200, "application/json", "{\"type\": \"ADDED\", \"object\": \n<html>\n"));
    api.pod("a");
    watch(PracticeApi.PATIENCE);
    liveAgain(1);
    assertThat(heard.gaps.getFirst().retold()).isFalse();
    assertThat(heard.lists).isEqualTo(2);
  }

  @Test
  void obeysAnErrorInTheMiddleOfTheStream() throws Exception {
    api.faults.plan(
        1,
        WATCH,
        new Fault.Page(
            200,
            "application/json",
            "{\"type\": \"ERROR\", \"object\": {\"kind\": \"Status\", \"code\": 410, \"reason\": \"Expired\"}}\n"));
    api.pod("a");
    watch(PracticeApi.PATIENCE);
    liveAgain(1);
    assertThat(heard.gaps.getFirst().why()).isInstanceOf(Trouble.Expired.class);
    assertThat(heard.lists).isEqualTo(2);
  }

  @Test
  void saysThatItIsClosed() throws Exception {
    Watching watching = live();
    watching.close();
    heard.until("closed", h -> h.state() instanceof WatchState.Closed);
  }
}
