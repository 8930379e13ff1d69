package salvor.workbench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.event.EventType;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Rectangle;
import salvor.baseline.Judge;
import salvor.casefile.Cases;
import salvor.casefile.OpenedCase;
import salvor.casefile.Opening;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.DwellRuler;
import salvor.timeline.LaneCounts;
import salvor.timeline.LaneRanks;
import salvor.timeline.RateLanes;
import salvor.timeline.Synthetic;
import salvor.timeline.TimelineModel;
import salvor.triage.Findings;
import salvor.workbench.commands.Commands;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.FxTurns;
import salvor.workbench.fx.Theme;
import salvor.workbench.jobs.OnDemand;
import salvor.workbench.selection.Selection;
import salvor.workbench.timeline.RatesViewModel;
import salvor.workbench.timeline.TimelineView;
import salvor.workbench.timeline.TimelineViewModel;

/**
 * The figures of the window, without a screen: {@code redraw ROWS LANES} measures frames of the
 * timeline (start it with {@code -Djavafx.animation.fullspeed=true}, or it waits for the 60 Hz of a
 * screen), {@code window CASE} what is done with a stored case. Milliseconds, median and 95th
 * percentile; a turn is how long the JavaFX thread works without a break, in processor time.
 */
final class WindowFigures {
  private static final int MANY = 60;
  private static final int FILTERS = 25; // of fewer than 20 the 95th percentile is the worst

  private WindowFigures() {}

  public static void main(String[] args) throws Exception {
    Platform.startup(() -> {});
    try {
      if (args[0].equals("redraw")) {
        redraw(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      } else {
        new Opened(Path.of(args[1])).measure();
      }
      System.exit(0);
    } catch (Exception cause) {
      cause.printStackTrace();
      System.exit(1);
    }
  }

  private static Screen screen(Supplier<Parent> content, int width, int height) throws Exception {
    Scene[] scene = new Scene[1];
    Screen.act(() -> {
      scene[0] = new Scene(content.get(), width, height);
      Theme.LIGHT.applyTo(scene[0]);
    });
    return Screen.of(scene[0]);
  }

  private static void redraw(int rows, int lanes) throws Exception {
    Rectangle whole = new Rectangle(1600, 900, Color.WHITE);
    SimpleObjectProperty<Integer> number = new SimpleObjectProperty<>(0);
    Screen empty = screen(() -> new StackPane(whole), 1600, 900);
    Screen.act(() -> empty.watch(number));
    double[] floor = new double[MANY * 10];
    for (int i = -100; i < floor.length; i++) {
      int shade = i & 0xff;
      double took =
          empty.untilShown(
                  () -> {
                    whole.setFill(Color.grayRgb(shade));
                    number.set(number.get() + 1);
                  },
                  () -> true)
              / 1e6;
      floor[Math.max(0, i)] = took;
    }
    say("an empty frame of 1600x900: the floor", floor);
    Synthetic.Made made = Synthetic.needle(rows, lanes, 72L * 3_600 * 1_000_000_000L, 42);
    TimelineModel model = TimelineModel.of(made.observations(), made.verdicts());
    model.prepare(model.lanes());
    TimelineViewModel view =
        new TimelineViewModel(
            model,
            DwellRuler.of(model),
            LaneRanks.of(model, LaneCounts.of(model)),
            new Selection(),
            new Jobs(),
            new FxThread());
    Screen shown =
        screen(
            () ->
                new TimelineView(
                    view,
                    new RatesViewModel(nothing(), view),
                    new Commands(),
                    _ -> {},
                    new Jobs(),
                    new FxThread()),
            1600,
            900);
    shown.watchPicture();
    List<Double> all = new ArrayList<>();
    double slowest = 0;
    while (view.viewport().get().nanosPerPixel() > 1) {
      double[] here = new double[MANY];
      for (int i = -20; i < MANY; i++) {
        int pixels = i % 2 == 0 ? 37 : -37;
        double took = shown.untilShown(() -> view.pan(pixels), () -> true) / 1e6;
        here[Math.max(0, i)] = took;
        if (i >= 0) {
          all.add(took);
        }
      }
      Arrays.sort(here);
      slowest = Math.max(slowest, here[(int) (MANY * 0.95)]);
      Screen.act(() -> {
        view.centre(model.observations().time(made.needle()));
        view.zoom(0.25);
      });
    }
    String what = String.format(Locale.ROOT, "%,d events, %d lanes", rows, lanes);
    say(
        "a full redraw of 1600x900, " + what + ", all zooms",
        all.stream().mapToDouble(Double::doubleValue).toArray());
    System.out.printf(Locale.ROOT, "%-72s %17.1f%n", "  at the slowest zoom", slowest);
  }

  private static OnDemand<RateLanes> nothing() {
    return new OnDemand<>("nothing", _ -> RateLanes.NONE, it -> it, new Jobs(), new FxThread());
  }

  private static void say(String what, double[] millis) {
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-72s %8.1f %8.1f%n",
        what,
        millis[millis.length / 2],
        millis[(int) (millis.length * 0.95)]);
  }

  /** A stored case in the whole window. */
  private static final class Opened {
    private final WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
    private final OpenRequest request;
    private final Screen screen;
    private final FxTurns turns = new FxTurns();

    Opened(Path folder) throws Exception {
      request = new OpenRequest("stored", folder, progress -> investigation(folder, progress));
      screen = screen(() -> new Workbench(model, _ -> request), 1600, 1000);
    }

    private static Investigation investigation(Path folder, Progress progress) throws Exception {
      Cases cases =
          new Cases(
              (_, _) -> {
                throw new IllegalStateException("is read anew");
              },
              (_, _, _) -> {
                throw new IllegalStateException("is judged anew");
              },
              Clock.systemUTC());
      OpenedCase opened = cases.open(Opening.inFolder(List.of(), List.of(), folder), progress);
      var matching = new Judge(opened.baselines(), opened.evidence().inventory()).matching();
      return new Investigation(
          "stored",
          opened,
          matching,
          Findings.of(opened.evidence(), opened.verdicts(), matching),
          _ -> "{}".getBytes(StandardCharsets.UTF_8),
          SampleCase::readNothing);
    }

    private Session session() {
      return ((WorkbenchViewModel.State.Open) model.state().get()).session();
    }

    void measure() throws Exception {
      for (String time : List.of("the first in the process", "the second", "the third")) {
        open(time);
      }
      Session session = session();
      int rows = session.investigation().opened().evidence().observations().size();
      System.out.printf(Locale.ROOT, "%,d events%n", rows);
      memory("opened", rows);
      input(session);
      Screen.act(() -> {
        screen.watch(session.table().order());
        screen.watch(session.table().busy());
        screen.watch(session.filter().busy());
      });
      for (String expression :
          List.of(
              "verdict=in",
              "pod=pod-1*",
              "program=tool-3",
              "segment.bin",
              "no-such-text",
              "not kind=exec")) {
        filter(session, expression);
      }
      memory("opened and filtered", rows);
      limit(session, rows);
      turns(session, rows);
      memory("with processes, peers and images", rows);
    }

    private void open(String time) throws Exception {
      Screen.act(() -> screen.watch(model.state()));
      turns.longestMillis();
      long begin = System.nanoTime();
      Screen.act(() -> model.open(request));
      BitSet whole = new BitSet();
      while (whole.isEmpty()) {
        pulse();
        Screen.act(() -> {
          if (model.state().get() instanceof WorkbenchViewModel.State.Failed failed) {
            throw new IllegalStateException(failed.failure().toString());
          }
          whole.set(0, isUsable());
        });
      }
      double took = (System.nanoTime() - begin) / 1e6;
      pulse();
      System.out.printf(
          Locale.ROOT,
          "%-72s %8.1f          longest turn %4d%n",
          "opening to a usable window, " + time,
          took,
          turns.longestMillis());
    }

    /** The picture is there, the table has its rows, and the details are those of the event. */
    private boolean isUsable() {
      Scene scene = screen.scene();
      return model.state().get() instanceof WorkbenchViewModel.State.Open
          && scene.lookup("#timeline-picture") instanceof ImageView picture
          && picture.getImage() != null
          && scene.lookup("#events") != null
          && scene.lookup("#details") != null
          && scene.lookup("#left") != null;
    }

    private void input(Session session) throws Exception {
      screen.watchPicture();
      Screen.act(() -> screen.scene().lookup("#timeline").requestFocus());
      double[] keys = new double[MANY * 5];
      for (int i = -30; i < keys.length; i++) {
        KeyCode code =
            new KeyCode[] {KeyCode.W, KeyCode.D, KeyCode.A, KeyCode.S}[Math.floorMod(i, 4)];
        Thread.sleep(i * 7L & 31); // at any moment of a frame
        keys[Math.max(0, i)] = screen.untilShown(() -> press(code), () -> true) / 1e6;
      }
      say("a key on the timeline to its pixels, at 60 Hz", keys);
    }

    private void press(KeyCode code) {
      var focused = screen.scene().getFocusOwner();
      String letter = code.getChar().toLowerCase(Locale.ROOT);
      focused.fireEvent(key(KeyEvent.KEY_PRESSED, "", code));
      focused.fireEvent(key(KeyEvent.KEY_TYPED, letter, KeyCode.UNDEFINED));
      focused.fireEvent(key(KeyEvent.KEY_RELEASED, "", code));
    }

    private static KeyEvent key(EventType<KeyEvent> type, String letter, KeyCode code) {
      return new KeyEvent(type, letter, "", code, false, false, false, false);
    }

    private void filter(Session session, String expression) throws Exception {
      double[] took = new double[FILTERS];
      long left = 0;
      for (int i = 0; i < took.length; i++) {
        took[i] = applied(session, expression);
        left = session.table().order().get().size();
        applied(session, "");
      }
      say(
          String.format(
              Locale.ROOT,
              "filter %s, to picture and table (%,d rows; first %.0f)",
              expression,
              left,
              took[0]),
          took);
    }

    private double applied(Session session, String expression) throws Exception {
      BitSet stale = new BitSet();
      stale.set(0);
      ChangeListener<TimelineModel> fresh = (_, _, _) -> stale.clear();
      Screen.act(() -> session.timeline().shown().addListener(fresh));
      long nanos =
          screen.untilShown(
              () -> {
                session.filter().text().set(expression);
                session.filter().apply();
              },
              () ->
                  stale.isEmpty()
                      && !session.filter().busy().get()
                      && !session.table().busy().get());
      Screen.act(() -> session.timeline().shown().removeListener(fresh));
      return nanos / 1e6;
    }

    private void limit(Session session, int rows) {
      var times = session.investigation().opened().evidence().observations().columns().activity();
      double[] took = new double[15];
      long sum = 0;
      for (int i = 0; i < took.length; i++) {
        long begin = System.nanoTime();
        for (int row = 0; row < rows; row++) {
          sum += times.get(row);
        }
        took[i] = (System.nanoTime() - begin) / 1e6;
      }
      say("the sum of one column of numbers: what a look at each row costs", took);
      if (sum == 1) {
        System.out.println();
      }
    }

    private void turns(Session session, int rows) throws Exception {
      System.out.println("longest turns of the JavaFX thread");
      turn("next out of profile", session.timeline()::nextOut);
      turn("a row far away", () -> session.selection().select(rows / 2));
      turn("an area of time", () -> session.timeline().area().range(300, 500));
      turn("no area", () -> session.selection().range().set(null));
      for (EventColumn by : EventColumn.values()) {
        turn("sorted by " + by, () -> session.table().sortBy(by, false));
        turn("  and a row selected", () -> session.selection().select(rows / 3 + by.ordinal()));
      }
      turn("by time again", () -> session.table().sortBy(EventColumn.TIME, true));
      turn("the baseline dimmed", session.timeline()::cycleBaseline);
      turn("the baseline hidden", session.timeline()::cycleBaseline);
      turn("the baseline shown", session.timeline()::cycleBaseline);
      turn("a lane opened", session.timeline()::toggleSelected);
      TabPane tabs = (TabPane) screen.scene().lookup("#tabs");
      for (int tab = 1; tab < 4; tab++) {
        int index = tab;
        turn(
            "tab " + tabs.getTabs().get(tab).getText(),
            () -> tabs.getSelectionModel().select(index));
      }
      turn("tab Events", () -> tabs.getSelectionModel().select(0));
    }

    private void turn(String what, Runnable act) throws Exception {
      turns.longestMillis();
      Screen.act(act);
      BitSet rest = new BitSet();
      for (int quiet = 0; quiet < 15; ) {
        pulse();
        Screen.act(() -> rest.set(0, !session().table().busy().get() && !isMaking(session())));
        quiet = rest.get(0) ? quiet + 1 : 0;
      }
      System.out.printf(Locale.ROOT, "  %-70s %8d%n", what, turns.longestMillis());
    }

    private static boolean isMaking(Session session) {
      var overviews = session.overviews();
      return Stream.of(overviews.processes(), overviews.peers(), overviews.images())
          .anyMatch(view -> view.state().get() instanceof OnDemand.State.Making);
    }

    private static void pulse() throws Exception {
      java.util.concurrent.CountDownLatch latch = new java.util.concurrent.CountDownLatch(1);
      Screen.act(() ->
          new AnimationTimer() {
            @Override
            public void handle(long now) {
              stop();
              latch.countDown();
            }
          }.start());
      latch.await();
    }

    private static void memory(String when, int rows) throws Exception {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(300);
      }
      long anonymous = 0;
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("RssAnon:")) {
          anonymous = Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
      }
      Runtime runtime = Runtime.getRuntime();
      long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
      System.out.printf(
          Locale.ROOT,
          "memory %s: %,d MB resident beside the case's file, %,d MB of objects; 64 B an event and"
              + " 300 MB are %,.0f MB%n",
          when,
          anonymous,
          heap,
          rows * 64.0 / (1 << 20) + 300);
    }
  }
}
