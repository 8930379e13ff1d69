package salvor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.workbench.cluster.LiveView;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Theme;

/**
 * The figures of the live table: {@code PODS CHANGES SECONDS FOLDER} shows so many pods of 200
 * nodes while so many of them change each second, and measures the time from frame to frame
 * (headless: at most 60 a second) and the objects in memory. The server runs in this process.
 */
final class LiveTableFigures {
  private static final int INTERVALS = 10;

  private LiveTableFigures() {}

  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[2]);
    Path folder = Path.of(args[3]);
    try (LargeCluster large = new LargeCluster(Integer.parseInt(args[0]), 200, 0)) {
      Path kubeconfig = folder.resolve("kubeconfig");
      java.nio.file.Files.createDirectories(folder);
      large.writeKubeconfig(kubeconfig);
      Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER);
      Platform.startup(() -> {});
      Cluster cluster =
          new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING);
      LiveJudging judging =
          new LiveJudging(Salvor.reader(), Salvor::judge, List.of(), LiveJudging.ORDINARY_TAIL);
      try (cluster;
          LiveCase live =
              new LiveCase(
                  cluster, folder.resolve("case"), judging, new Jobs(), InstantSource.system())) {
        measure(large, cluster, live, Integer.parseInt(args[1]), seconds);
      }
    }
    System.exit(0);
  }

  private static void measure(
      LargeCluster large, Cluster cluster, LiveCase live, int changes, int seconds)
      throws Exception {
    LiveViewModel model =
        new LiveViewModel(
            live, cluster.greet(), "large", new Jobs(), new FxThread(), InstantSource.system());
    CountDownLatch filled = new CountDownLatch(1);
    List<Double> frames = new ArrayList<>();
    boolean[] counting = new boolean[1];
    long begin = System.nanoTime();
    model.begin();
    Platform.runLater(() -> {
      Stage stage = new Stage();
      LiveView view =
          new LiveView(
              model,
              java.util.Optional.empty(),
              salvor.workbench.cluster.PodsMemory.none(),
              _ -> {});
      Scene scene = new Scene(view, 1600, 1000);
      Theme.LIGHT.applyTo(scene);
      stage.setScene(scene);
      stage.show();
      new AnimationTimer() {
        private long last;

        @Override
        public void handle(long now) {
          long is = System.nanoTime();
          if (counting[0] && last != 0) {
            frames.add((is - last) / 1e6);
          }
          last = counting[0] ? is : 0; // while memory is measured no frame counts
          TableView<?> table = (TableView<?>) scene.lookup("#pods");
          if (filled.getCount() > 0 && table.getItems().size() >= 1) {
            if (table.getItems().size() >= 10
                && live.pods().state() instanceof salvor.cluster.WatchState.Live) {
              filled.countDown();
            }
          }
        }
      }.start();
    });
    if (!filled.await(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the table stayed empty");
    }
    System.out.printf(
        Locale.ROOT, "sorted table after %.1f s%n", (System.nanoTime() - begin) / 1e9);
    large.change(changes);
    Thread.sleep(10_000); // until all of it is compiled
    counts(counting, true);
    for (int i = 1; i <= INTERVALS; i++) {
      Thread.sleep(seconds * 1000L / INTERVALS);
      counts(counting, false);
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          Locale.ROOT,
          "after %d s: %,d MB of objects%n",
          seconds * i / INTERVALS,
          (runtime.totalMemory() - runtime.freeMemory()) >> 20);
      counts(counting, true);
    }
    CountDownLatch said = new CountDownLatch(1);
    Platform.runLater(() -> {
      double[] sorted = frames.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      System.out.printf(
          Locale.ROOT,
          "%,d frames: median %.1f, 95 of 100 %.1f, 99 %.1f, slowest %.1f ms%n",
          sorted.length,
          sorted[sorted.length / 2],
          sorted[(int) (sorted.length * 0.95)],
          sorted[(int) (sorted.length * 0.99)],
          Arrays.stream(sorted).max().orElse(0));
      said.countDown();
    });
    said.await();
    model.end();
  }

  private static void counts(boolean[] counting, boolean now) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Platform.runLater(() -> {
      counting[0] = now;
      done.countDown();
    });
    done.await();
  }
}
