package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.training.apiserver.Faults.Fault;
import salvor.training.apiserver.LoggedRequest;
import tools.jackson.databind.JsonNode;

/**
 * Whatever goes wrong with any request of a measure: no pod is more open than it was, what is told
 * is so, and what was done can be taken back as a whole.
 */
class MeasureFaultsTest {
  private static final int FOR_EVER = 1000;
  private @TempDir Path dir;
  private Attacked attacked;
  private Map<String, JsonNode> before;
  private Set<String> openBefore;
  private int run;

  @BeforeEach
  void open() throws Exception {
    attacked = new Attacked(dir);
    seen();
  }

  private void seen() {
    before = attacked.everything();
    openBefore = attacked.open();
    assertThat(openBefore).as("something is to be closed").isNotEmpty();
  }

  @AfterEach
  void close() {
    attacked.close();
  }

  private Measure measure(boolean narrow) throws Exception {
    return narrow ? attacked.narrowing("web", "web2") : attacked.quarantine("web", "web2");
  }

  /** The request of one step, as it is really sent. */
  private static Predicate<LoggedRequest> requestOf(Step step) {
    return request ->
        !request.method().equals("GET")
            && !request.query().contains("dryRun")
            && (step instanceof Step.Create
                ? request.method().equals("POST") && request.path().endsWith(step.kind().plural())
                : request.path().endsWith("/" + step.kind().plural() + "/" + step.name()));
  }

  private interface Check {
    void of(Applied applied, int step);
  }

  /** Lets one step after the other go wrong, of both kinds of measures. */
  private void everyStep(int times, Fault fault, Check check) throws Exception {
    int from = run;
    for (boolean narrow : new boolean[] {false, true}) {
      if (narrow) {
        attacked.allowEverybody();
        seen();
      }
      int steps = measure(narrow).steps().size();
      for (int step = 0; step < steps; step++) {
        attacked.folder = dir.resolve("case-" + ++run);
        Measure measure = measure(narrow);
        attacked.api.faults.plan(times, requestOf(measure.steps().get(step)), fault);
        Applied applied = attacked.apply(measure);
        attacked.api.faults.clear();
        assertThat(attacked.open()).as(applied.toString()).isSubsetOf(openBefore);
        check.of(applied, step);
        told(applied);
        takenBack();
      }
    }
    assertThat(run - from).as("a policy, a narrowed one, two pods").isEqualTo(3 + 4);
    attacked.api.delete("networkpolicies", "shop", "everybody");
    seen();
  }

  /** Whoever is told to be cut off is. */
  private void told(Applied applied) {
    for (ChosenPod pod : applied.measure().pods()) {
      if (applied.of(pod).orElseThrow().isDone()) {
        assertThat(attacked.open()).noneMatch(each -> each.startsWith(pod.name() + " "));
      } else {
        assertThat(attacked.open())
            .as("nothing of a pod is changed by half")
            .containsAll(
                openBefore.stream().filter(each -> each.startsWith(pod.name() + " ")).toList());
      }
    }
  }

  private void takenBack() throws Exception {
    assertThat(attacked.undo()).allMatch(Outcome::isDone);
    assertThat(attacked.everything()).isEqualTo(before);
    int requests = changes();
    assertThat(attacked.undo()).as("twice").allMatch(Outcome.Already.class::isInstance);
    assertThat(changes()).isEqualTo(requests);
  }

  private int changes() {
    return (int)
        attacked.api.server.requests().stream()
            .filter(request -> request.method().matches("POST|PATCH|DELETE"))
            .filter(request -> !request.path().contains("selfsubject"))
            .count();
  }

  private static void stopped(Applied applied, int step) {
    boolean needed = applied.results().get(step).step().why().isNeeded();
    assertThat(applied.results().get(step).outcome().isDone()).isFalse();
    assertThat(applied.results().subList(0, step)).allMatch(each -> each.outcome().isDone());
    assertThat(applied.results().subList(step + 1, applied.results().size()))
        .as("one pod's failure does not stop the others")
        .allMatch(each ->
            needed
                ? each.outcome().equals(new Outcome.NotTried(Outcome.Reason.STOPPED))
                : each.outcome().isDone());
  }

  private static void done(Applied applied, int step) {
    assertThat(applied.results()).as("step " + step).allMatch(each -> each.outcome().isDone());
  }

  @Test
  void forbidden() throws Exception {
    everyStep(FOR_EVER, new Fault.Failure(403, "Forbidden", "no", 0), MeasureFaultsTest::stopped);
    assertThat(attacked.waits).isEmpty();
  }

  @Test
  void aConflictThatStays() throws Exception {
    everyStep(FOR_EVER, new Fault.Failure(409, "Conflict", "no", 0), MeasureFaultsTest::stopped);
  }

  @Test
  void refusedByWhatAdmits() throws Exception {
    everyStep(FOR_EVER, new Fault.Failure(422, "Invalid", "no", 0), MeasureFaultsTest::stopped);
  }

  @Test
  void busyOnceIsWaitedForAsLongAsItSays() throws Exception {
    everyStep(1, new Fault.Failure(429, "TooManyRequests", "wait", 7), MeasureFaultsTest::done);
    assertThat(attacked.waits).hasSize(7).allMatch(Duration.ofSeconds(7)::equals);
  }

  @Test
  void busyForEverIsGivenUp() throws Exception {
    everyStep(
        FOR_EVER, new Fault.Failure(429, "TooManyRequests", "wait", 1), MeasureFaultsTest::stopped);
    attacked.waits.clear();
    everyStep(
        1, new Fault.Failure(429, "TooManyRequests", "wait", 300), MeasureFaultsTest::stopped);
    assertThat(attacked.waits).as("too long to wait").isEmpty();
  }

  @Test
  void aFailureOfTheServer() throws Exception {
    everyStep(1, new Fault.Failure(500, "InternalError", "etcd", 0), MeasureFaultsTest::done);
    everyStep(1, new Fault.Page(502, "text/html", "<h1>Bad"), MeasureFaultsTest::done);
  }

  @Test
  void theConnectionIsCutBeforeItIsDone() throws Exception {
    everyStep(1, new Fault.Dropped(), MeasureFaultsTest::done);
  }

  @Test
  void theAnswerIsLostAfterItWasDone() throws Exception {
    everyStep(1, new Fault.Lost(), MeasureFaultsTest::done);
    assertThat(attacked.waits).as("it is looked at, and not sent again").isEmpty();
  }

  @Test
  void everyConnectionIsCutForEver() throws Exception {
    everyStep(FOR_EVER, new Fault.Dropped(), MeasureFaultsTest::stopped);
  }
}
