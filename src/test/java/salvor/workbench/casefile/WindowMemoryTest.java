package salvor.workbench.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.casefile.Cases;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.workbench.casefile.WindowMemory.Item;
import salvor.workbench.fx.Turns;
import salvor.workload.Inventory;
import salvor.workload.Location;

class WindowMemoryTest {
  private @TempDir Path folder;

  @BeforeEach
  void evidence() throws Exception {
    Files.writeString(folder.resolve("a.jsonl"), "made up");
  }

  private OpenedCase open() throws Exception {
    List<Observation> all = new ArrayList<>();
    for (int i = 0; i < 6; i++) { // two observations of each record
      all.add(
          new Observation(
              new ObservedTime(1_000_000_000L * (1 + i / 2), "t"),
              Location.UNKNOWN,
              ProcessInfo.UNKNOWN,
              new Activity.FileDeleted("/f" + i),
              Set.of(),
              new RecordRef(0, 1 + i / 2, 100L * (i / 2), 100)));
    }
    Source source =
        new Source(
            0, "a.jsonl", "ab".repeat(32), "falco", 300, 6, 6, 0, List.of(), Map.of(), List.of());
    Evidence evidence = new Evidence(List.of(source), Observations.of(all), Inventory.EMPTY);
    Verdicts verdicts =
        new Verdicts(IntBuffer.wrap(new int[6]), List.of(Judgement.of(Reason.NO_BASELINE)));
    Cases cases =
        new Cases(
            (_, _) -> new Given(evidence, List.of()), (_, _, _) -> verdicts, Clock.systemUTC());
    return cases.open(
        Opening.inFolder(List.of(folder.resolve("a.jsonl")), List.of(), folder.resolve("case")),
        Progress.NONE);
  }

  @Test
  void whatWasLeftIsThereWhenTheCaseIsOpenedAgain() throws Exception {
    try (OpenedCase opened = open()) {
      WindowMemory memory = WindowMemory.of(opened);
      assertThat(memory.get(Item.SIZE)).isEmpty();
      memory.put(Item.SIZE, "DARK");
      memory.put(Item.DIVIDERS, "0.2 0.8 0.5");
      assertThat(memory.store()).isEmpty();
    }
    try (OpenedCase again = open()) {
      WindowMemory memory = WindowMemory.of(again);
      assertThat(memory.get(Item.SIZE)).contains("DARK");
      assertThat(memory.get(Item.DIVIDERS)).contains("0.2 0.8 0.5");
    }
  }

  @Test
  void anEventIsFoundByItsRecord() throws Exception {
    for (int row = -1; row < 6; row++) {
      try (OpenedCase opened = open()) {
        WindowMemory memory = WindowMemory.of(opened);
        memory.putEvent(row);
        assertThat(memory.store()).isEmpty();
      }
      try (OpenedCase again = open()) {
        assertThat(WindowMemory.of(again).eventRow()).isEqualTo(row);
      }
    }
  }

  @Test
  void whatCannotBeUnderstoodSelectsNothing() throws Exception {
    try (OpenedCase opened = open()) {
      WindowMemory memory = WindowMemory.of(opened);
      for (String text : List.of("x", "a:b:c", "ab:1:2", "::", "cd:100:999999999999")) {
        memory.put(Item.EVENT, text);
        assertThat(memory.eventRow()).isEqualTo(-1);
      }
    }
  }

  @Test
  void aLostDiskIsToldOnce() throws Exception {
    List<Throwable> told = new ArrayList<>();
    Turns turns = new Turns();
    OpenedCase opened = open();
    WindowMemory memory = WindowMemory.of(opened);
    memory.storeIn(new Jobs(), turns, told::add);
    opened.close(); // nothing can be written any more
    memory.put(Item.SIZE, "100x200");
    memory.storeSoon();
    turns.until(() -> !told.isEmpty());
    memory.put(Item.SIZE, "200x200");
    assertThat(memory.store()).isPresent();
    memory.storeSoon();
    turns.until(() -> memory.store().isPresent());
    assertThat(told).hasSize(1);
  }
}
