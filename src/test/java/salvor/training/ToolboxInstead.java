package salvor.training;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Another program that answers for the toolbox of a practice cluster. */
public final class ToolboxInstead {
  private ToolboxInstead() {}

  /** What it gave. */
  public record Gave(int code, byte[] out, String err) {}

  /** Has it answer, with the words behind the name of the program. */
  public static void answer(PracticeCluster cluster, Function<List<String>, Gave> program) {
    cluster.toolbox(words -> {
      Gave gave = program.apply(words.subList(1, words.size()));
      return Optional.of(new Commands.Outcome(gave.out(), gave.err(), gave.code(), Duration.ZERO));
    });
  }
}
