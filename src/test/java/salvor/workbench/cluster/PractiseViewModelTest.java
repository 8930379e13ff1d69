package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import salvor.jobs.Jobs;
import salvor.training.Scenario;

@Timeout(60)
class PractiseViewModelTest {
  @Test
  void aFolderWithNothingToPlayIsTold(@TempDir Path empty) throws Exception {
    LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
    PractiseViewModel model = new PractiseViewModel(empty, new Jobs(), turns::add);
    while (model.trouble().get().isEmpty()) {
      turns.take().run();
    }
    assertThat(model.trouble().get()).startsWith("There is no recorded incident to play");
    assertThat(model.choice()).isNull();
  }

  @Test
  void whoIsFasterThanTheIncidentsAreReadPlaysTheFirstOnceTheyAre() throws Exception {
    LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
    List<PractiseViewModel.Choice> played = new ArrayList<>();
    PractiseViewModel model =
        new PractiseViewModel(Path.of("evidence-samples"), new Jobs(), turns::add);
    assertThat(model.reading().get()).startsWith("Reading the recorded incidents");
    model.play(played::add);
    assertThat(played).isEmpty();
    assertThat(model.reading().get()).startsWith("Starts as soon as");
    while (played.isEmpty()) {
      turns.take().run();
    }
    assertThat(model.reading().get()).isEmpty();
    assertThat(played)
        .extracting(PractiseViewModel.Choice::sample)
        .containsExactly(model.scenarios().get().getFirst().folder());
    model.play(played::add);
    assertThat(played).as("at once, once they are read").hasSize(2);
  }

  @Test
  void whereThereIsNothingToPlayNothingIsPlayed(@TempDir Path empty) throws Exception {
    LinkedBlockingQueue<Runnable> turns = new LinkedBlockingQueue<>();
    List<PractiseViewModel.Choice> played = new ArrayList<>();
    PractiseViewModel model = new PractiseViewModel(empty, new Jobs(), turns::add);
    model.play(played::add);
    while (!model.reading().get().isEmpty()) {
      turns.take().run();
    }
    assertThat(played).isEmpty();
    assertThat(model.trouble().get()).startsWith("There is no recorded incident to play");
  }

  @Test
  void whatWasNotRecordedCanBeLeftOut() throws Exception {
    PractiseViewModel model =
        new PractiseViewModel(Path.of("evidence-samples"), new Jobs(), Runnable::run);
    Scenario shell = Scenario.of(Path.of("evidence-samples/webshell"));
    model.chosen().set(shell);
    assertThat(shell.spread()).isTrue();
    assertThat(Objects.requireNonNull(model.choice()).asRecorded()).isFalse();
    model.spread().set(false);
    assertThat(Objects.requireNonNull(model.choice()).asRecorded()).isTrue();
    assertThat(Scenario.of(Path.of("evidence-samples/clean")).spread()).isFalse();
  }
}
