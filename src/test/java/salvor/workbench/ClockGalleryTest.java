package salvor.workbench;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxToolkit;
import salvor.workbench.fx.Theme;
import salvor.workbench.selection.Span;

/** Pictures of what is said of times and clocks in {@code target/gallery}. */
@Tag("gallery")
class ClockGalleryTest {
  @BeforeAll
  static void start() throws Exception {
    FxToolkit.registerPrimaryStage();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void timesThatCannotBe(Theme theme, int width, int height) throws Exception {
    GalleryTest.Window window = new GalleryTest.Window(theme, width, height);
    window.open(new OpenRequest("far", _ -> SampleCase.withFarTimes()));
    window.settle();
    window.save("clock-far");
    window.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void whatRanBeforeTheSensor(Theme theme, int width, int height) throws Exception {
    GalleryTest.Window window = new GalleryTest.Window(theme, width, height);
    window.open(new OpenRequest("before", _ -> SampleCase.withWhatRanBefore()));
    window.settle();
    window.save("clock-before");
    window.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT,1600,1000", "DARK,1280,720"})
  void timesToldInWholeSeconds(Theme theme, int width, int height) throws Exception {
    GalleryTest.Window window = new GalleryTest.Window(theme, width, height);
    window.open(new OpenRequest("seconds", _ -> SampleCase.withWholeSeconds()));
    window.act(_ -> {
      Session session = SampleCase.session(window.model);
      long from = SampleCase.ATTACK + 25 * SampleCase.SECOND;
      session.timeline().show(Span.between(from, from + 20 * SampleCase.SECOND));
      session.selection().select(ClockStoryTest.rowOf(session, 1, 33));
    });
    window.settle();
    window.save("clock-seconds");
    window.close();
  }
}
