package salvor.workbench.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.casefile.Cases;
import salvor.casefile.EvidenceReader;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.falco.Falco;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.workbench.fx.Turns;
import salvor.workbench.selection.Span;

class SliceViewModelTest {
  private static final long FIRST = 1_795_168_801_000_000_000L; // 2026-11-20T10:00:01Z
  private static final Slices.LaneChoice ALL = new Slices.LaneChoice("All lanes", List.of(), null);
  private final Turns turns = new Turns();
  private final EvidenceReader reader =
      new Import(List.of(new Falco()), List.of(), List.of(), Limits.ORDINARY)::read;
  private @TempDir Path dir;
  private OpenedCase opened;
  private CustodyActs acts;

  @BeforeEach
  void evidence() throws Exception {
    Path file = dir.resolve("falco.jsonl");
    String alert =
        "{\"time\":\"2026-11-20T10:00:0%d.000000000Z\",\"rule\":\"Terminal shell\",\"priority\":\"Notice\",\"output\":\"x\","
            + "\"output_fields\":{\"evt.type\":\"execve\",\"proc.name\":\"sh\",\"proc.cmdline\":\"sh %d\"}}\n";
    StringBuilder alerts = new StringBuilder();
    for (int i = 1; i <= 5; i++) {
      alerts.append(alert.formatted(i, i));
    }
    Files.writeString(file, alerts);
    Files.writeString(dir.resolve("notes.bin"), "\u0000\u0001 no format");
    opened =
        new Cases(
                reader,
                (given, _, _) ->
                    new Verdicts(
                        IntBuffer.allocate(given.evidence().observations().size()),
                        List.of(Judgement.of(Reason.NO_BASELINE))),
                Clock.systemUTC())
            .open(
                Opening.inFolder(
                    List.of(file, dir.resolve("notes.bin")), List.of(), dir.resolve("case")),
                Progress.NONE);
    acts =
        new CustodyActs(
            opened.custody(),
            "case",
            dir.resolve("key"),
            _ -> {},
            () -> {},
            InstantSource.system(),
            new Jobs(),
            turns);
  }

  @AfterEach
  void close() throws Exception {
    opened.close();
  }

  private SliceViewModel model(@Nullable Span span, String filter, @Nullable BitSet rows) {
    return new SliceViewModel(
        acts,
        opened,
        reader,
        new Slices.LookedAt(span, filter, rows, List.of(ALL)),
        new Jobs(),
        turns);
  }

  private SliceViewModel.Row counted(SliceViewModel model) {
    turns.until(() -> !model.shown().get().words().startsWith("Counting"));
    return model.shown().get().rows().getFirst();
  }

  private static SliceViewModel.Row row(SliceViewModel.Row of, long in, long out) {
    return new SliceViewModel.Row(of.source(), in == 0 ? of.becomes() : "cut", in, 0, out);
  }

  @Test
  void beginsWithWhatIsLookedAt() {
    BitSet rows = new BitSet();
    rows.set(1, 4);
    SliceViewModel model =
        model(new Span(FIRST + 2_000_000_000L, FIRST + 3_000_000_001L), "kind=exec", rows);
    assertThat(model.from()).isEqualTo("2026-11-20T10:00:03.000000000Z");
    assertThat(model.to()).as("the last nanosecond").isEqualTo("2026-11-20T10:00:04.000000000Z");
    SliceViewModel.Row both = counted(model);
    assertThat(both).isEqualTo(row(both, 2, 3));
    model.between("", "");
    assertThat(counted(model)).isEqualTo(row(both, 3, 2));
    model.filtered(false);
    assertThat(counted(model)).isEqualTo(row(both, 5, 0));
    assertThat(model.shown().get().rows().get(1).becomes())
        .isEqualTo("left out, of no known format");
  }

  @Test
  void cannotCutWhatIsNotUnderstoodOrNothing() {
    SliceViewModel model = model(null, "", null);
    counted(model);
    assertThat(model.shown().get().ready()).isTrue();
    model.between("yesterday", "");
    assertThat(model.shown().get().words()).startsWith("From: yesterday is no RFC 3339 time");
    assertThat(model.shown().get().ready()).isFalse();
    model.between("2026-11-20T10:00:03Z", "2026-11-20T10:00:02Z");
    assertThat(model.shown().get().words()).isEqualTo("To is before From.");
    model.between("2027-01-01T00:00:00Z", "");
    counted(model);
    assertThat(model.shown().get().words()).startsWith("Nothing in this evidence");
    assertThat(model.shown().get().ready()).isFalse();
  }

  @Test
  void cutsAndTellsWhatIsIn() throws Exception {
    SliceViewModel model = model(null, "", null);
    model.between("2026-11-20T10:00:02Z", "2026-11-20T10:00:04Z");
    counted(model);
    model.cut(new CustodyActs.Bundle(dir.resolve("out"), "part", "for Ben", null, ""));
    turns.until(() -> acts.outcome().get().job() == null);
    assertThat(acts.outcome().get().title()).startsWith("Slice: 1 file in ");
    assertThat(acts.outcome().get().words()).startsWith("Cut 3 events; 0 beside them");
    turns.until(() -> model.shown().get().words().equals("So it was cut."));
    SliceViewModel.Row falco = model.shown().get().rows().getFirst();
    assertThat(falco).isEqualTo(row(falco, 3, 2));
    assertThat(Files.readString(dir.resolve("out/custody.jsonl")))
        .contains("\"from\":\"2026-11-20T10:00:02Z\"", "\"to\":\"2026-11-20T10:00:04Z\"")
        .contains("\"untimed\":\"in\"")
        .doesNotContain("\"filter\"");
  }
}
