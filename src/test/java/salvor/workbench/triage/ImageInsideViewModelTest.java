package salvor.workbench.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.triage.ImageInside;
import salvor.triage.KnownImages;
import salvor.workbench.fx.Turns;
import salvor.workload.ImageReport;
import salvor.workload.ImageReport.Origin;
import salvor.workload.ImageReport.Remedy;
import salvor.workload.ImageReport.Severity;
import salvor.workload.ImageReport.Vulnerability;
import salvor.workload.Inventory;

class ImageInsideViewModelTest {
  private final Turns fx = new Turns();
  private final ImageInsideViewModel model =
      new ImageInsideViewModel(
          new Evidence(List.of(), Observations.of(List.of()), Inventory.EMPTY), new Jobs(), fx);

  private static Vulnerability vulnerability(int number) {
    return new Vulnerability(
        "CVE-2024-" + number,
        List.of(),
        "lib" + number,
        "1",
        List.of(),
        Remedy.UNKNOWN,
        Severity.HIGH,
        -1,
        null,
        null,
        null,
        false,
        null,
        null);
  }

  private static ImageInside inside(int flaws) {
    List<Vulnerability> all =
        IntStream.range(0, flaws).mapToObj(ImageInsideViewModelTest::vulnerability).toList();
    ImageReport report =
        new ImageReport(
            Origin.TRIVY,
            "t",
            null,
            0,
            0,
            List.of(),
            List.of("app:1"),
            null,
            null,
            true,
            true,
            List.of(),
            all,
            List.of());
    return ImageInside.of(KnownImages.of(Inventory.of(report)).all().getFirst(), null);
  }

  /** Ten thousand took a second in which nothing moved. */
  @Test
  void whatIsAskedForIsLookedForOffTheJavaFxThread() {
    model.show(inside(30));
    assertThat(model.listed().get()).as("nothing is asked for").hasSize(30);
    model.words().set("lib7");
    assertThat(model.listed().get()).as("as before until it was found").hasSize(30);
    fx.until(() -> model.listed().get().size() == 1);
    assertThat(model.told()).isEqualTo("1 of 30");
    model.words().set("");
    assertThat(model.listed().get()).hasSize(30);
  }

  @Test
  void anotherImageDoesNotKeepWhatWasFoundInTheOneBefore() {
    model.words().set("lib7");
    model.show(inside(30));
    fx.until(() -> model.listed().get().size() == 1);
    model.show(inside(5));
    assertThat(model.listed().get()).isEmpty();
    fx.next().run();
    assertThat(model.listed().get()).isEmpty();
    assertThat(model.told()).isEqualTo("0 of 5");
  }
}
