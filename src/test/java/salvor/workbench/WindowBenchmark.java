package salvor.workbench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import salvor.evidence.Evidence;
import salvor.evidence.Source;
import salvor.jobs.Jobs;
import salvor.timeline.Synthetic;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.FxTurns;
import salvor.workbench.fx.Theme;
import salvor.workload.Inventory;

/**
 * How long the JavaFX thread works without a break, over many observations.
 *
 * <p>{@code java -Dprism.order=sw -cp
 * target/test-classes:target/classes:target/lib/*:target/javafx/* salvor.workbench.WindowBenchmark
 * 1000000}
 */
final class WindowBenchmark {
  private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());

  private WindowBenchmark() {}

  public static void main(String[] args) throws Exception {
    Platform.startup(() -> {});
    new WindowBenchmark().run(Integer.parseInt(args[0]));
    System.exit(0);
  }

  private static Investigation investigation(int rows) {
    Synthetic.Made made = Synthetic.needle(rows, 200, 72L * 3_600 * 1_000_000_000, 7);
    Source source =
        new Source(
            0, "made.jsonl", "ab", "falco", 0, rows, rows, 0, List.of(), Map.of(), List.of());
    Evidence evidence = new Evidence(List.of(source), made.observations(), Inventory.EMPTY);
    return SampleCase.of(
        "made", evidence, made.verdicts(), List.of(), _ -> "{}".getBytes(StandardCharsets.UTF_8));
  }

  private void run(int rows) throws Exception {
    Investigation investigation = investigation(rows);
    act(() -> {
      Stage stage = new Stage();
      Scene scene =
          new Scene(new Workbench(model, _ -> new OpenRequest("", _ -> investigation)), 1600, 1000);
      Theme.LIGHT.applyTo(scene);
      stage.setScene(scene);
      stage.show();
    });
    try (FxTurns turns = new FxTurns()) {
      step(
          turns,
          "opening",
          () -> model.open(new OpenRequest("made", _ -> investigation)),
          () -> model.state().get() instanceof WorkbenchViewModel.State.Open);
      Session session = ((WorkbenchViewModel.State.Open) model.state().get()).session();
      step(turns, "next OUT", session.timeline()::nextOut, () -> true);
      step(turns, "zooming", () -> session.timeline().zoom(0.3), () -> true);
      step(turns, "scrolling lanes", () -> session.timeline().scroll(900), () -> true);
      step(turns, "fitting", session.timeline()::fitAll, () -> true);
      step(turns, "selecting a row", () -> session.selection().select(rows / 2), () -> true);
      step(turns, "opening a lane", session.timeline()::toggleSelected, () -> true);
      for (EventColumn by : EventColumn.values()) {
        step(
            turns,
            "sorting by " + by,
            () -> session.table().sortBy(by, false),
            () -> !session.table().busy().get());
        step(
            turns,
            "selecting, sorted by " + by,
            () -> session.selection().select(rows / 3 + by.ordinal()),
            () -> true);
      }
      step(
          turns,
          "hiding IN",
          () -> {
            session.timeline().cycleBaseline();
            session.timeline().cycleBaseline();
          },
          () -> !session.table().busy().get());
    }
  }

  private static void step(FxTurns turns, String name, Runnable act, BooleanSupplier done)
      throws Exception {
    turns.longestMillis();
    long begin = System.nanoTime();
    act(act);
    boolean[] is = new boolean[1];
    do {
      act(() -> is[0] = done.getAsBoolean());
    } while (!is[0]);
    long took = System.nanoTime() - begin;
    for (int i = 0; i < 20; i++) { // what the step still causes: frames, layout
      CountDownLatch pulse = new CountDownLatch(1);
      act(() ->
          new javafx.animation.AnimationTimer() {
            @Override
            public void handle(long now) {
              stop();
              pulse.countDown();
            }
          }.start());
      pulse.await();
    }
    System.out.printf(
        Locale.ROOT,
        "%-32s %6d ms, longest turn %5d ms of processor time%n",
        name,
        took / 1_000_000,
        turns.longestMillis());
  }

  private static void act(Runnable act) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Platform.runLater(() -> {
      act.run();
      latch.countDown();
    });
    latch.await();
  }
}
