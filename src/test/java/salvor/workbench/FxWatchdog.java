package salvor.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.TabPane;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testfx.util.WaitForAsyncUtils;
import salvor.jobs.Jobs;
import salvor.workbench.evidence.EventColumn;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.FxTurns;
import salvor.workbench.fx.Theme;

/**
 * Fails the story in which the JavaFX thread worked for too long without a break, in processor
 * time. Stands behind the extension that opens the window. Before the first story of a process the
 * sample is opened and every view looked at, so that classes are loaded.
 *
 * <p>The bound is what the coldest turn of opening and looking through the sample took in this
 * process, at least 700 ms of processor time: it grows with the slowness of the machine and still
 * finds what reads a file or walks all events there. What must hold for every turn, 100 ms, does
 * once the code is compiled, and {@link WindowTurnsTest} demands it there; the first stories of a
 * process take 100 to 610 ms a turn. {@link WindowFigures} measures the turns; {@code
 * -Dsalvor.longest.turn=100} holds the stories to the aim.
 */
public final class FxWatchdog implements BeforeEachCallback, AfterEachCallback {
  private static final ExtensionContext.Namespace OWN =
      ExtensionContext.Namespace.create(FxWatchdog.class);
  private static boolean warm;
  private static long coldest = 700;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    warmUp();
    context.getStore(OWN).put("turns", new FxTurns());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    FxTurns turns = context.getStore(OWN).remove("turns", FxTurns.class);
    if (turns == null) {
      return;
    }
    try (turns) {
      if (context.getExecutionException().isEmpty()) {
        assertThat(turns.longestMillis())
            .as("milliseconds of work on the JavaFX thread without a break")
            .isLessThan(Long.getLong("salvor.longest.turn", coldest));
      }
    }
  }

  private static synchronized void warmUp() throws Exception {
    if (warm) {
      return;
    }
    warm = true;
    try (FxTurns cold = new FxTurns()) {
      lookThroughTheSample();
      coldest = Math.max(coldest, cold.longestMillis());
    }
  }

  private static void lookThroughTheSample() throws Exception {
    WorkbenchViewModel model = new WorkbenchViewModel(new Jobs(), new FxThread());
    Stage[] stage = new Stage[1];
    OpenRequest sample = new OpenRequest("sample", _ -> SampleCase.investigation());
    act(() -> {
      stage[0] = new Stage();
      Scene scene = new Scene(new Workbench(model, _ -> sample), 1600, 1000);
      Theme.LIGHT.applyTo(scene);
      stage[0].setScene(scene);
      stage[0].show();
      model.open(sample);
    });
    Scene scene = stage[0].getScene();
    WaitForAsyncUtils.waitFor(
        60,
        TimeUnit.SECONDS,
        () ->
            WaitForAsyncUtils.asyncFx(() ->
                    scene.lookup("#timeline-picture") instanceof ImageView picture
                        && picture.getImage() != null)
                .get());
    Session session = ((WorkbenchViewModel.State.Open) model.state().get()).session();
    for (int round = 0; round < 3; round++) {
      act(session.timeline()::nextOut);
      act(() -> session.filter().text().set("verdict=out"));
      act(() -> session.filter().text().set(""));
      act(session.timeline()::cycleBaseline);
      act(() -> session.table().sortBy(EventColumn.VERDICT, false));
      act(() -> session.table().sortBy(EventColumn.TIME, true));
      TabPane tabs = (TabPane) scene.lookup("#tabs");
      for (int tab = 0; tab < tabs.getTabs().size(); tab++) {
        int index = tab;
        act(() -> tabs.getSelectionModel().select(index));
      }
    }
    act(() -> {
      stage[0].close();
      model.close();
    });
  }

  private static void act(Runnable act) throws Exception {
    WaitForAsyncUtils.asyncFx(act).get();
    WaitForAsyncUtils.waitForFxEvents();
  }
}
