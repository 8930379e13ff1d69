package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.UnaskedCluster;
import salvor.containment.Outcome.Hindrance;
import salvor.containment.Presence.Found;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.JobCancelled;
import salvor.jobs.Progress;
import salvor.training.apiserver.Faults;
import tools.jackson.databind.JsonNode;

/** A measure is taken back whole, by the case alone, and nothing of others with it. */
class UndoingTest {
  private @TempDir Path dir;
  private Attacked attacked;
  private Map<String, JsonNode> before;
  private Set<String> openBefore;

  @BeforeEach
  void open() throws Exception {
    attacked = new Attacked(dir);
    attacked.allowEverybody();
    before = attacked.everything();
    openBefore = attacked.open();
  }

  @AfterEach
  void close() {
    attacked.close();
  }

  /** The program is killed. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Lets the program come so far: each request, each answer and each record is a point. */
  private static final class Life implements InstantSource {
    private int left;

    Life(int points) {
      left = points;
    }

    void point() {
      if (left-- <= 0) {
        left = 0; // whatever it still tries, it is dead
        throw new Killed();
      }
    }

    @Override
    public Instant instant() {
      point();
      return Instant.now();
    }
  }

  /** A cluster as a program sees it that is killed at some point. */
  private static final class Mortal extends UnaskedCluster {
    private final Cluster cluster;
    private final Life life;

    Mortal(Cluster cluster, Life life) {
      this.cluster = cluster;
      this.life = life;
    }

    @Override
    public JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure {
      life.point();
      return cluster.get(kind, namespace, name);
    }

    @Override
    public JsonNode change(Change change, boolean dryRun, Permission permission)
        throws ClusterFailure {
      life.point();
      JsonNode answer = cluster.change(change, dryRun, permission);
      life.point();
      return answer;
    }
  }

  @Test
  void whereverTheProgramIsKilledNoPodIsMoreOpenAndAnotherMachineTakesItBack() throws Exception {
    boolean killed = true;
    int point = 0;
    for (; killed; point++) {
      attacked.folder = dir.resolve("killed-" + point);
      Files.createDirectories(attacked.folder);
      Life life = new Life(point);
      Measure measure = attacked.narrowing("web", "web2");
      killed = false;
      try {
        attacked.apply(measure, new Mortal(attacked.cluster, life), life, Progress.NONE);
      } catch (Killed _) {
        killed = true;
      }
      assertThat(attacked.open()).as("killed at " + point).isSubsetOf(openBefore);
      Path elsewhere = dir.resolve("elsewhere-" + point);
      copy(attacked.folder, elsewhere);
      attacked.folder = elsewhere;
      assertThat(attacked.undo()).as("killed at " + point).allMatch(Outcome::isDone);
      assertThat(attacked.everything()).as("killed at " + point).isEqualTo(before);
    }
    assertThat(point).as("points at which it was killed").isGreaterThan(20);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private RecordedMeasure done(Measure measure) throws Exception {
    assertThat(attacked.apply(measure).extent()).isEqualTo(Applied.Extent.WHOLE);
    return attacked.measures().getFirst();
  }

  private List<Found> found(RecordedMeasure recorded) {
    return Presence.of(recorded, attacked.cluster, Progress.NONE).found();
  }

  @Test
  void podsComeBeforeThePoliciesThatCloseThem() throws Exception {
    RecordedMeasure recorded = done(attacked.narrowing("web"));
    int already = attacked.api.server.requests().size();
    assertThat(attacked.undo(recorded).isComplete()).isTrue();
    assertThat(
            attacked.api.server.requests().stream()
                .skip(already)
                .filter(request -> !request.method().equals("GET"))
                .map(request -> request.method() + " " + request.path().replaceAll(".*/", "")))
        .containsExactly("PATCH web", "PATCH everybody", "DELETE " + Attacked.POLICY);
  }

  @Test
  void whatOthersChangedSinceIsKept() throws Exception {
    RecordedMeasure recorded = done(attacked.narrowing("web"));
    attacked.api.change(
        "pods",
        "shop",
        "web",
        pod -> {
          pod.withObject("metadata").withObject("labels").put("theirs", "1");
          pod.withObject("metadata").withObject("annotations").put("theirs", "2");
          return pod;
        });
    assertThat(found(recorded)).allMatch(Found.InPlace.class::isInstance);
    assertThat(attacked.undo(recorded).isComplete()).isTrue();
    JsonNode metadata = attacked.get("pods", "web").path("metadata");
    assertThat(metadata.at("/labels/theirs").asString()).isEqualTo("1");
    assertThat(metadata.at("/labels/app").asString()).isEqualTo("web");
    assertThat(metadata.path("annotations").propertyNames()).containsExactly("theirs");
  }

  @Test
  void aConflictIsShownAndNothingIsForcedWhileThePoliciesStay() throws Exception {
    RecordedMeasure recorded = done(attacked.quarantine("web", "web2"));
    attacked.api.change(
        "pods",
        "shop",
        "web",
        pod -> {
          pod.withObject("metadata").withObject("labels").put("app", "other");
          return pod;
        });
    JsonNode changed = attacked.get("pods", "web");
    assertThat(found(recorded).get(1))
        .isEqualTo(new Found.Changed(List.of("/metadata/labels/app")));
    Undone undone = attacked.undo(recorded);
    assertThat(undone.results().get(1).outcome())
        .isEqualTo(
            new Outcome.Hindered(Hindrance.CONFLICT, List.of("/metadata/labels/app"), changed));
    assertThat(undone.results().get(0).outcome())
        .isEqualTo(new Outcome.Hindered(Hindrance.STILL_NEEDED, List.of(), null));
    assertThat(undone.results().get(2).outcome().isDone()).as("the other pod").isTrue();
    assertThat(attacked.get("pods", "web")).isEqualTo(changed);
    attacked.api.change(
        "pods",
        "shop",
        "web",
        pod -> {
          pod.withObject("metadata").withObject("labels").remove("app");
          return pod;
        });
    assertThat(attacked.undo(recorded).isComplete()).as("once that is settled").isTrue();
    assertThat(attacked.everything()).isEqualTo(before);
  }

  @Test
  void thePoliciesStayWhereNobodySeesWhetherAPodBearsTheLabel() throws Exception {
    RecordedMeasure recorded = done(attacked.quarantine("web"));
    attacked.api.faults.plan(
        1000,
        request -> request.method().equals("GET") && request.path().endsWith("/pods"),
        new Faults.Fault.Failure(403, "Forbidden", "no", 0));
    Undone undone = attacked.undo(recorded);
    attacked.api.faults.clear();
    assertThat(undone.isComplete()).isFalse();
    assertThat(undone.results().getFirst().outcome())
        .isEqualTo(new Outcome.Hindered(Hindrance.NEED_UNSEEN, List.of(), null));
    assertThat(attacked.get("networkpolicies", Attacked.POLICY).isMissingNode()).isFalse();
    assertThat(attacked.undo(recorded).isComplete()).as("once they are seen").isTrue();
    assertThat(attacked.everything()).isEqualTo(before);
  }

  @Test
  void aPolicyThatAFinalizerHoldsIsNotGone() throws Exception {
    RecordedMeasure recorded = done(attacked.quarantine("web"));
    attacked.api.change(
        "networkpolicies",
        "shop",
        Attacked.POLICY,
        policy -> {
          policy.withObject("metadata").withArray("finalizers").add("example.org/held");
          return policy;
        });
    for (String as : List.of("deleted now", "deleted before")) {
      Undone undone = attacked.undo(recorded);
      assertThat(undone.isComplete()).as(as).isFalse();
      assertThat(undone.results().getFirst().outcome())
          .as(as)
          .isInstanceOfSatisfying(
              Outcome.Hindered.class, h -> assertThat(h.why()).isEqualTo(Hindrance.GOING));
    }
    attacked.api.delete("networkpolicies", "shop", Attacked.POLICY);
    assertThat(attacked.undo(recorded).isComplete()).as("once it is let go").isTrue();
  }

  @Test
  void aPolicyStaysWhileAPodOfOthersBearsTheLabel() throws Exception {
    RecordedMeasure recorded = done(attacked.quarantine("web"));
    attacked.api.create(
        "pods",
        "{\"metadata\": {\"namespace\": \"shop\", \"name\": \"copy\", \"labels\": {\"salvor.io/quarantine\": \""
            + Attacked.LABEL
            + "\"}}}");
    Undone undone = attacked.undo(recorded);
    assertThat(undone.results().get(0).outcome())
        .isEqualTo(new Outcome.Hindered(Hindrance.STILL_NEEDED, List.of(), null));
    attacked.api.delete("pods", "shop", "copy");
    assertThat(attacked.undo(recorded).isComplete()).isTrue();
    assertThat(attacked.everything()).isEqualTo(before);
  }

  @Test
  void aPodThatIsGoneAndOneThatBearsItsNameNow() throws Exception {
    RecordedMeasure recorded = done(attacked.quarantine("web", "web2"));
    attacked.api.delete("pods", "shop", "web");
    attacked.api.delete("pods", "shop", "web2");
    attacked.api.create(
        "pods",
        "{\"metadata\": {\"namespace\": \"shop\", \"name\": \"web2\", \"labels\": {\"app\": \"x\"}}}");
    JsonNode theirs = attacked.get("pods", "web2");
    assertThat(found(recorded).subList(1, 3))
        .containsExactly(new Found.Gone(), new Found.Replaced());
    assertThat(attacked.undo(recorded).isComplete()).isTrue();
    assertThat(attacked.get("pods", "web2")).isEqualTo(theirs);
    assertThat(attacked.api.find("networkpolicies", "shop", Attacked.POLICY)).isEmpty();
  }

  @Test
  void aPolicyOfTheSameNameThatIsNotOursIsNeverTouched() throws Exception {
    Measure measure = attacked.quarantine("web");
    DryRun trial = attacked.applying().dryRun(measure, Progress.NONE);
    attacked.api.create(
        "networkpolicies",
        "{\"metadata\": {\"namespace\": \"shop\", \"name\": \""
            + Attacked.POLICY
            + "\"}, \"spec\": {\"podSelector\": {}}}");
    Map<String, JsonNode> with = attacked.everything();
    Applied applied = attacked.applying().apply(trial, Progress.NONE);
    assertThat(applied.results().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Hindered.class, each -> assertThat(each.why()).isEqualTo(Hindrance.NAME_TAKEN));
    assertThat(applied.extent()).isEqualTo(Applied.Extent.NONE);
    assertThat(attacked.undo()).allMatch(Outcome::isDone);
    assertThat(attacked.everything()).isEqualTo(with);
    assertThat(DryRun.of(measure, attacked.cluster, () -> {}, Progress.NONE).passes())
        .as("and it is told beforehand")
        .isFalse();
  }

  @Test
  void aStatusThatChangedMeanwhileDoesNotMatterAndALabelDoes() throws Exception {
    Measure measure = attacked.quarantine("web", "web2");
    DryRun trial = attacked.applying().dryRun(measure, Progress.NONE);
    attacked.api.change(
        "pods",
        "shop",
        "web",
        pod -> {
          pod.withObject("status").put("message", "later");
          pod.withObject("metadata").withObject("annotations").put("theirs", "kept");
          return pod;
        });
    attacked.api.change(
        "pods",
        "shop",
        "web2",
        pod -> {
          pod.withObject("metadata").withObject("labels").put("app", "else");
          return pod;
        });
    Applied applied = attacked.applying().apply(trial, Progress.NONE);
    assertThat(applied.results().get(1).outcome().isDone()).isTrue();
    assertThat(applied.results().get(2).outcome())
        .isInstanceOfSatisfying(
            Outcome.Hindered.class, each -> assertThat(each.why()).isEqualTo(Hindrance.CHANGED));
    assertThat(attacked.get("pods", "web").at("/metadata/annotations/theirs").asString())
        .isEqualTo("kept");
  }

  @Test
  void cancelledBetweenTwoStepsItTellsWhatIsDone() throws Exception {
    Measure measure = attacked.quarantine("web", "web2");
    Progress cancelled =
        new Progress() {
          @Override
          public void at(long done, long total, String doing) {
            if (done == 2) {
              throw new JobCancelled();
            }
          }

          @Override
          public void onCancel(Runnable stop) {}
        };
    Applied applied = attacked.apply(measure, attacked.cluster, InstantSource.system(), cancelled);
    assertThat(applied.extent()).isEqualTo(Applied.Extent.PART);
    assertThat(applied.results().get(2).outcome())
        .isEqualTo(new Outcome.NotTried(Outcome.Reason.CANCELLED));
    assertThat(attacked.undo()).allMatch(Outcome::isDone);
    assertThat(attacked.everything()).isEqualTo(before);
  }

  @Test
  void nothingIsSentOnceTheLeaveToActHasEnded() throws Exception {
    Measure measure = attacked.quarantine("web", "web2");
    int[] asked = {0};
    Permission ending =
        () -> {
          if (asked[0]++ > 3) {
            throw new IllegalStateException("ended");
          }
        };
    DryRun trial = attacked.applying().dryRun(measure, Progress.NONE);
    Applied applied =
        new Applying(
                attacked.cluster, attacked.ledger(), ending, InstantSource.system(), attacked.pause)
            .apply(trial, Progress.NONE);
    assertThat(applied.results())
        .extracting(Applied.Result::outcome)
        .last()
        .isEqualTo(new Outcome.NotTried(Outcome.Reason.NOT_PERMITTED));
    assertThat(attacked.undo()).allMatch(Outcome::isDone);
    assertThat(attacked.everything()).isEqualTo(before);
  }

  @Test
  void anAlteredFileIsNoInstruction() throws Exception {
    done(attacked.quarantine("web"));
    try (Stream<Path> all = Files.walk(attacked.folder)) {
      for (Path file : all.filter(each -> each.toString().endsWith("measure.json")).toList()) {
        Files.writeString(file, Files.readString(file).replace("web", "api"));
      }
    }
    CaseLedger ledger = attacked.ledger();
    ledger.write(ledger.entry(Deed.NOTE, null));
    Measures measures = Measures.in(ledger);
    assertThat(measures.all()).isEmpty();
    assertThat(measures.unreadable())
        .extracting(Measures.Unreadable::why)
        .containsExactly(Measures.Unreadable.Why.ALTERED);
    assertThat(measures.isSound()).isFalse();
  }
}
