package salvor.workbench;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.Scale.Density;
import salvor.workbench.fx.Theme;
import salvor.workbench.preferences.PreferencesViewModel;
import salvor.workbench.welcome.RecentCase;
import salvor.workbench.welcome.RecentCases;
import salvor.workbench.welcome.Sample;
import salvor.workbench.welcome.WelcomeViewModel;

/** Pictures of every state of the window in {@code target/gallery}, for people to look at. */
@Tag("gallery")
class GalleryTest {
  @BeforeAll
  static void start() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1600,1000", "LIGHT,1280,720", "DARK,1280,720"})
  void anOpenInvestigation(Theme theme, int width, int height) throws Exception {
    Window window = new Window(theme, width, height);
    window.open(new OpenRequest("webshell", _ -> SampleCase.investigation()));
    window.save("open");
    Session session = window.session();
    window.act(_ -> session.timeline().nextOut());
    window.save("first-out");
    window.act(_ -> session.findings().choose(session.findings().findings().get(1)));
    window.save("finding");
    window.act(_ -> session.timeline().cycleBaseline());
    window.act(_ -> session.timeline().cycleBaseline());
    window.act(_ -> session.timeline().area().range(300, 600));
    window.save("range");
    window.act(_ -> session.timeline().area().mark(300, 60, 640, 140));
    window.save("area");
    window.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1280,720", "DARK,1280,720", "LIGHT,1600,1000", "DARK,1600,1000"})
  void nothingOpenYet(Theme theme, int width, int height) throws Exception {
    Window window = new Window(theme, width, height);
    window.settle();
    window.save("welcome");
    window.act(_ -> {
      window.model.preferences().theme(theme);
      window.model.preferences().letters(150);
    });
    window.save("welcome-150");
    window.act(_ -> {
      window.model.preferences().letters(100);
      window.model.preferences().theme(theme);
    });
    CountDownLatch stuck = new CountDownLatch(1);
    window.open(
        new OpenRequest(
            "evidence-samples/webshell",
            progress -> {
              progress.onCancel(stuck::countDown);
              progress.at(37, 100, "reading falco.jsonl.gz");
              stuck.await();
              progress.at(38, 100, "");
              throw new AssertionError();
            }));
    window.save("opening");
    window.open(
        new OpenRequest(
            "incident-7",
            _ -> {
              throw new NoSuchFileException("/home/analyst/incident-7/falco.jsonl");
            }));
    window.save("failed");
    window.close();
  }

  @ParameterizedTest
  @CsvSource({
    "LIGHT,1600,1000,150",
    "DARK,1600,1000,150",
    "LIGHT,1280,720,150",
    "DARK,1280,720,150",
    "LIGHT,1280,720,100",
    "DARK,1280,720,100"
  })
  void asItIsPreferred(Theme theme, int width, int height, int letters) throws Exception {
    Window window = new Window(theme, width, height);
    window.open(new OpenRequest("webshell", _ -> SampleCase.investigation()));
    window.act(_ -> {
      window.model.preferences().theme(theme);
      window.model.preferences().letters(letters);
      window.model.preferences().density(letters == 100 ? Density.COMPACT : Density.COMFORTABLE);
      window.model.preferences().zone("Europe/Berlin");
    });
    window.save(letters == 100 ? "compact" : "letters-150");
    for (String open : List.of("preferences", "keys", "palette")) {
      window.act(_ ->
          window.session().commands().all().stream()
              .filter(c -> c.id().equals(open))
              .forEach(c -> c.run()));
      for (javafx.stage.Window other : List.copyOf(javafx.stage.Window.getWindows())) {
        if (other != window.stage) {
          window.save(open + (letters == 100 ? "" : "-150"), other.getScene());
          window.act(_ -> other.hide());
        }
      }
    }
    window.act(_ -> {
      window.model.preferences().letters(100);
      window.model.preferences().density(Density.COMFORTABLE);
      window.model.preferences().zone("UTC");
    });
    window.close();
  }

  /** A window that is not shown to anybody. */
  static final class Window {
    final WorkbenchViewModel model;
    private final String suffix;
    private Stage stage;
    private Scene scene;

    Window(Theme theme, int width, int height) throws Exception {
      suffix = "-" + theme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + ".png";
      Path folder = Files.createTempDirectory("salvor");
      RecentCases recent = new RecentCases(folder.resolve("recent.json"));
      long day = 86_400_000_000_000L;
      recent.add(new RecentCase("training", Path.of("/media/usb/cases/training"), 20_700 * day, 4));
      recent.add(new RecentCase("shop-2026-11", folder, 20_768 * day, 0));
      recent.add(new RecentCase("webshell", folder.resolve("."), 20_780 * day, 19));
      Jobs jobs = new Jobs();
      FxThread fx = new FxThread();
      model =
          new WorkbenchViewModel(
              jobs,
              fx,
              PreferencesViewModel.unkept(jobs, fx),
              new WelcomeViewModel(() -> Sample.in(Path.of("evidence-samples")), recent, jobs, fx));
      WaitForAsyncUtils.asyncFx(
              () -> {
                stage = new Stage();
                scene =
                    new Scene(
                        new Workbench(
                            model,
                            _ ->
                                new OpenRequest(
                                    "",
                                    _ -> {
                                      throw new AssertionError();
                                    })),
                        width,
                        height);
                theme.applyTo(scene);
                stage.setScene(scene);
                stage.show();
              })
          .get();
      settle();
    }

    void act(Consumer<Scene> act) throws Exception {
      WaitForAsyncUtils.asyncFx(() -> act.accept(scene)).get();
      settle();
    }

    void open(OpenRequest request) throws Exception {
      act(_ -> model.open(request));
    }

    Session session() {
      return ((WorkbenchViewModel.State.Open) model.state().get()).session();
    }

    void settle() throws Exception {
      for (int i = 0; i < 6; i++) {
        CountDownLatch pulse = new CountDownLatch(1);
        Platform.runLater(() -> Platform.requestNextPulse());
        new Jobs()
            .start(
                "wait",
                _ -> {
                  java.util.concurrent.locks.LockSupport.parkNanos(60_000_000);
                  pulse.countDown();
                  return 0;
                });
        pulse.await();
        WaitForAsyncUtils.waitForFxEvents();
      }
    }

    void save(String name) throws Exception {
      save(name, scene);
    }

    void save(String name, Scene scene) throws Exception {
      WritableImage image = WaitForAsyncUtils.asyncFx(() -> scene.snapshot(null)).get();
      Path folder = Files.createDirectories(Path.of("target/gallery"));
      Png.write(image, folder.resolve(name + suffix));
    }

    void close() throws Exception {
      WaitForAsyncUtils.asyncFx(
              () -> {
                stage.close();
                model.close();
              })
          .get();
    }
  }
}
