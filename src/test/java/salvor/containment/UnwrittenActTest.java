package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.cluster.Change;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.cluster.UnaskedCluster;
import salvor.containment.RecordedMeasure.Recorded;
import salvor.containment.RecordedMeasure.Stage;
import salvor.custody.CaseLedger;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is told of what was sent where the ledger cannot be written any more. */
class UnwrittenActTest {
  private @TempDir Path dir;
  private final Fake cluster = new Fake();
  private Runnable whenTimed = () -> {};

  /** Things that can be deleted. */
  private static final class Fake extends UnaskedCluster {
    final Set<String> gone = new HashSet<>();
    final List<String> sent = new ArrayList<>();
    Runnable whenSent = () -> {};

    @Override
    public JsonNode get(ObjectKind kind, String namespace, String name) throws ClusterFailure {
      if (gone.contains(name)) {
        throw new ClusterFailure(new Trouble.Missing(name));
      }
      return object(name);
    }

    @Override
    public JsonNode change(Change change, boolean dryRun, Permission permission) {
      permission.require();
      if (!dryRun) {
        sent.add(change.name());
        gone.add(change.name());
        whenSent.run();
      }
      return object(change.name());
    }
  }

  private static ObjectNode object(String name) {
    return JsonMapper.shared()
        .readTree(
            """
            {"metadata": {"namespace": "shop", "name": "%s", "uid": "u-%s", "resourceVersion": "1",
              "labels": {"salvor.io/made-for": "%s"}}}
            """
                .formatted(name, name, Measure.label("c", "0badcafe")))
        .asObject();
  }

  private static Step delete(String name) {
    return new Step.Delete(
        ObjectKind.PODS, "shop", name, Step.Why.DELETE_POD, object(name), null, false);
  }

  private static final Measure MEASURE =
      new Measure(
          Measure.Kind.DELETE_POD,
          "0badcafe",
          "c",
          "why",
          List.of(delete("web"), delete("web2")),
          List.of(ChosenPod.of(object("web")), ChosenPod.of(object("web2"))));

  /** What lies where the ledger would be written. */
  private void breakLedger() {
    try {
      Path ledger = dir.resolve("custody.jsonl");
      Files.move(ledger, dir.resolve("moved"));
      Files.createDirectory(ledger);
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  private Applied applied(Permission permission) throws IOException {
    InstantSource clock =
        () -> {
          whenTimed.run();
          return InstantSource.system().instant();
        };
    CaseLedger ledger = CaseLedger.in(dir, InstantSource.system());
    Applying applying = new Applying(cluster, ledger, permission, clock, (_, _) -> {});
    return applying.apply(applying.dryRun(MEASURE, Progress.NONE), Progress.NONE);
  }

  @Test
  void tellsTheStepThatWasSentAndSendsNoMore() throws Exception {
    cluster.whenSent = this::breakLedger;
    Applied applied = applied(() -> {});
    assertThat(cluster.sent).containsExactly("web");
    assertThat(applied.unwritten()).isNotNull();
    assertThat(applied.results().getFirst().outcome())
        .as("it was sent, and looked at")
        .isEqualTo(new Outcome.Done(null, true));
    assertThat(applied.results().getLast().outcome())
        .isEqualTo(new Outcome.NotTried(Outcome.Reason.NOT_WRITTEN));
    assertThat(applied.extent()).isEqualTo(Applied.Extent.PART);
  }

  @Test
  void tellsAllThatWasDoneWhereOnlyItsEndIsNotWritten() throws Exception {
    int[] times = {0};
    whenTimed =
        () -> {
          if (++times[0] == 4) { // the second step has settled
            breakLedger();
          }
        };
    Applied applied = applied(() -> {});
    assertThat(applied.extent()).isEqualTo(Applied.Extent.WHOLE);
    assertThat(applied.unwritten()).isNotNull();
  }

  @Test
  void nothingIsSentWhereItsBeginningIsNotWritten() throws Exception {
    Files.createDirectory(dir.resolve("custody.jsonl"));
    assertThatThrownBy(() -> applied(() -> {})).isInstanceOf(IOException.class);
    assertThat(cluster.sent).isEmpty();
  }

  @Test
  void tellsWhatWasSentWhereTheLeaveEndsMeanwhile() throws Exception {
    boolean[] allowed = {true};
    cluster.whenSent =
        () -> {
          allowed[0] = false;
          throw new IllegalStateException("acting was ended");
        };
    Applied applied =
        applied(() -> {
          if (!allowed[0]) {
            throw new IllegalStateException("acting was ended");
          }
        });
    assertThat(applied.results().getFirst().outcome()).isEqualTo(new Outcome.Done(null, true));
    assertThat(applied.results().getLast().outcome())
        .isEqualTo(new Outcome.NotTried(Outcome.Reason.NOT_PERMITTED));
  }

  @Test
  void tellsWhatWasTakenBackAllTheSame() throws Exception {
    Step made =
        new Step.Create(
            ObjectKind.NETWORK_POLICIES, "shop", "policy", Step.Why.CUT_OFF, object("policy"));
    Measure measure =
        new Measure(Measure.Kind.QUARANTINE, "0badcafe", "c", "why", List.of(made), List.of());
    cluster.whenSent = this::breakLedger;
    Undone undone =
        new Undoing(
                cluster,
                CaseLedger.in(dir, InstantSource.system()),
                () -> {},
                InstantSource.system(),
                (_, _) -> {})
            .undo(
                new RecordedMeasure(
                    measure,
                    "2026-01-01T00:00:00Z",
                    "somebody",
                    null,
                    List.of(new Recorded(made, Stage.DONE, "u-policy", null)),
                    null),
                "over",
                Progress.NONE);
    assertThat(cluster.sent).containsExactly("policy");
    assertThat(undone.isComplete()).isTrue();
    assertThat(undone.unwritten()).isNotNull();
  }
}
