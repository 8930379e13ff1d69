package salvor.workbench.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.baseline.Given;
import salvor.baseline.Verdicts;
import salvor.casefile.CaseCustody;
import salvor.casefile.Cases;
import salvor.casefile.Opening;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.workbench.fx.Turns;
import salvor.workload.Inventory;

class RedactViewModelTest {
  private static final String SECRET = "visitor-4711-zz";
  private final Turns turns = new Turns();
  private @TempDir Path dir;
  private CustodyActs acts;
  private RedactViewModel model;

  @BeforeEach
  void evidence() throws Exception {
    Path file = dir.resolve("app.log");
    Files.writeString(file, "{\"password\":\"" + SECRET + "\"}\n{\"other\":\"" + SECRET + "\"}\n");
    Evidence evidence = new Evidence(List.of(), Observations.of(List.of()), Inventory.EMPTY);
    CaseCustody custody =
        new Cases(
                (_, _) -> new Given(evidence, List.of()),
                (_, _, _) -> new Verdicts(java.nio.IntBuffer.allocate(0), List.of()),
                java.time.Clock.systemUTC())
            .open(Opening.inFolder(List.of(file), List.of(), dir.resolve("case")), Progress.NONE)
            .custody();
    acts =
        new CustodyActs(
            custody,
            "case",
            dir.resolve("key"),
            _ -> {},
            () -> {},
            InstantSource.system(),
            new Jobs(),
            turns);
    model = acts.redacting();
  }

  private String found(String rule) {
    return model.shown().get().rules().stream()
        .filter(each -> each.id().equals(rule))
        .findFirst()
        .orElseThrow()
        .found();
  }

  private void look() {
    model.look();
    assertThat(model.shown().get().looking()).isNotNull();
    turns.until(() -> model.shown().get().looking() == null);
  }

  private CustodyActs.Bundle bundle(String name) {
    return new CustodyActs.Bundle(dir.resolve(name), "copy", "for the vendor", null, "");
  }

  @Test
  void tellsOfALookAheadThatThereMayBeMore() {
    assertThat(found("named")).isEmpty();
    look();
    assertThat(found("named")).isEqualTo("at least 1");
    assertThat(found("jwt")).isEqualTo("none seen");
    assertThat(model.shown().get().files())
        .containsExactly(
            new RedactViewModel.FileRow("app.log", "a copy without its secrets", "at least 1"));
  }

  @Test
  void tellsHowMuchTheCopyHasTakenOut() throws Exception {
    model.copy(bundle("out"));
    turns.until(() -> !acts.outcome().get().words().isEmpty());
    assertThat(acts.outcome().get().title()).startsWith("Redacted copy: 1 file in ");
    turns.until(() -> found("named").equals("1"));
    assertThat(found("jwt")).isEqualTo("none");
    assertThat(found("repeated")).as("taken out elsewhere too").isEqualTo("1");
    assertThat(Files.readString(dir.resolve("out/data/app.log"))).doesNotContain(SECRET);
  }

  @Test
  void countsOfOtherFieldsAreForgotten() {
    look();
    model.fields(" other ,, more");
    assertThat(found("named")).isEmpty();
    assertThat(model.shown().get().files()).isEmpty();
    look();
    assertThat(found("field")).isEqualTo("at least 1");
  }

  @Test
  void aLookThatWasStoppedTellsNothing() {
    model.look();
    model.stop();
    assertThat(model.shown().get().looking()).isNull();
    model.look();
    turns.until(() -> model.shown().get().looking() == null);
    assertThat(found("named")).as("of the second look alone").isEqualTo("at least 1");
  }

  @Test
  void whatCannotBeLookedIntoIsKeptForAReasonOnly() {
    assertThat(model.isSaid()).isTrue();
    model.keepUnread(" ");
    assertThat(model.isSaid()).isFalse();
    model.keepUnread("it is our own program");
    assertThat(model.isSaid()).isTrue();
  }

  @Test
  void saysWhyThereIsNoCopy() throws Exception {
    Files.createDirectories(dir.resolve("full"));
    Files.writeString(dir.resolve("full/there"), "x");
    model.copy(bundle("full"));
    turns.until(() -> !acts.outcome().get().good());
    assertThat(acts.outcome().get().title()).isEqualTo("Making a redacted copy failed.");
    assertThat(acts.outcome().get().words()).contains("is not empty; name a new folder");
    assertThat(found("named")).isEmpty();
  }
}
