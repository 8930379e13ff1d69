package salvor.workbench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.training.Scenario;
import salvor.training.Scenarios;
import salvor.workbench.wording.VisibleText;

/** Which recorded incident is played, from when on and how fast. */
public final class PractiseViewModel {
  /** From when on a recording is played. */
  enum From {
    /** Shortly before the attack. */
    ATTACK,
    /** As early as it goes. */
    BEGIN
  }

  /** What was chosen. */
  public record Choice(Path sample, double speed, boolean fromBegin, boolean asRecorded) {}

  private final ReadOnlyObjectWrapper<List<Scenario>> scenarios =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper reading =
      new ReadOnlyStringWrapper("Reading the recorded incidents\u2026");
  private final ObjectProperty<@Nullable Scenario> chosen = new SimpleObjectProperty<>();
  private final ObjectProperty<From> from = new SimpleObjectProperty<>(From.ATTACK);
  private final BooleanProperty spread = new SimpleBooleanProperty(true);
  private final ObjectProperty<Double> speed = new SimpleObjectProperty<>(1.0);
  private @Nullable Consumer<Choice> wanted;

  /**
   * @param samples the folder in which the recordings are
   * @param fx where properties change
   */
  public PractiseViewModel(Path samples, Jobs jobs, Executor fx) {
    jobs.start("Reading the recorded incidents", _ -> read(samples))
        .watch(fx, state -> show(samples, state));
  }

  private static List<Scenario> read(Path samples) throws IOException {
    List<Scenario> all = new ArrayList<>();
    for (Path sample : Scenarios.playable(samples)) {
      all.add(Scenario.of(sample));
    }
    all.sort(Comparator.comparing(Scenario::attacked).reversed());
    return all;
  }

  private void show(Path samples, JobState<List<Scenario>> state) {
    if (state.isFinal()) {
      reading.set("");
    }
    switch (state) {
      case JobState.Succeeded<List<Scenario>>(List<Scenario> read) -> {
        scenarios.set(read);
        if (chosen.get() == null && !read.isEmpty()) {
          chosen.set(read.getFirst());
        }
        if (read.isEmpty()) {
          trouble.set(
              "There is no recorded incident to play in "
                  + VisibleText.of(samples.toString(), 300)
                  + ". Install Salvor with its samples again.");
        }
        Consumer<Choice> waiting = wanted;
        if (waiting != null) {
          play(waiting);
        }
      }
      case JobState.Failed<List<Scenario>>(Throwable cause) ->
          trouble.set(
              "The recorded incidents cannot be read: "
                  + VisibleText.of(String.valueOf(cause.getMessage()), 300));
      case JobState.Cancelled<List<Scenario>> _,
          JobState.Waiting<List<Scenario>> _,
          JobState.Running<List<Scenario>> _ -> {}
    }
  }

  /** What can be played, attacks first. */
  ReadOnlyObjectProperty<List<Scenario>> scenarios() {
    return scenarios.getReadOnlyProperty();
  }

  /** That they are being read; empty once they are. */
  ReadOnlyStringProperty reading() {
    return reading.getReadOnlyProperty();
  }

  /**
   * Plays what is chosen. Who is faster than the incidents are read has what is chosen then, which
   * is the first unless another was chosen.
   */
  void play(Consumer<Choice> play) {
    Choice choice = choice();
    if (choice != null) {
      play.accept(choice);
    } else if (!reading.get().isEmpty()) {
      wanted = play;
      reading.set("Starts as soon as the recorded incidents are read\u2026");
    }
  }

  /** Why nothing can be played; empty when something can. */
  ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  ObjectProperty<@Nullable Scenario> chosen() {
    return chosen;
  }

  ObjectProperty<From> from() {
    return from;
  }

  ObjectProperty<Double> speed() {
    return speed;
  }

  /** Whether another pod is entered as well, which was not recorded. */
  BooleanProperty spread() {
    return spread;
  }

  /** Whether the chosen one has an attack to begin before. */
  boolean isAttacked() {
    Scenario of = chosen.get();
    return of != null && of.attacked();
  }

  /** What was chosen; null before anything was. */
  @Nullable Choice choice() {
    Scenario of = chosen.get();
    return of == null
        ? null
        : new Choice(
            of.folder(), speed.get(), from.get() == From.BEGIN || !of.attacked(), !spread.get());
  }
}
