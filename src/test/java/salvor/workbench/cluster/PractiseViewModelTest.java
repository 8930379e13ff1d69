package salvor.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
